using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>
/// Tells which of several alternatives cannot hold, by the texts that each of them demands of the same property: with a tag, as most
/// unions have one, only the alternative that is meant is looked at.
/// </summary>
internal sealed class Discriminator
{
    // Alternatives are ticked off in one word.
    private const int MaxAlternatives = 64;

    // References that only lead to another reference are followed so far.
    private const int MaxReferences = 8;

    private readonly byte[] _property;
    private readonly NameTable _texts;
    private readonly ulong[] _byText;
    private readonly ulong _undemanding;

    private Discriminator(string property, IReadOnlyList<string>?[] demands)
    {
        _property = Encoding.UTF8.GetBytes(property);
        string[] texts = [.. demands.SelectMany(demand => demand ?? []).Distinct(StringComparer.Ordinal)];
        _texts = new NameTable(texts);
        _byText = new ulong[texts.Length];
        for (var i = 0; i < demands.Length; i++)
        {
            if (demands[i] is not { } demand)
            {
                _undemanding |= 1UL << i;
                continue;
            }

            foreach (var text in demand)
            {
                _byText[Array.IndexOf(texts, text)] |= 1UL << i;
            }
        }
    }

    /// <summary>The property by which the alternatives can be told apart; null where there is none.</summary>
    public static Discriminator? Of(SchemaNode[] schemas)
    {
        if (schemas.Length is < 2 or > MaxAlternatives)
        {
            return null;
        }

        var demands = schemas.Select(DemandsOf).ToArray();
        var property = demands
            .SelectMany(demand => demand.Keys)
            .CountBy(name => name, StringComparer.Ordinal)
            .Where(name => name.Value > 1)
            .OrderByDescending(name => name.Value)
            .Select(name => name.Key)
            .FirstOrDefault();
        return property is null ? null : new Discriminator(property, [.. demands.Select(demand => demand.GetValueOrDefault(property))]);
    }

    /// <summary>The alternatives that may hold, a bit each.</summary>
    public ulong Candidates(JsonElement instance)
    {
        if (instance.ValueKind != JsonValueKind.Object || !JsonText.TryGetProperty(instance, _property, out var value))
        {
            return ulong.MaxValue;
        }

        var text = value.ValueKind == JsonValueKind.String ? _texts.Find(JsonText.Raw(value)) : -1;
        return text < 0 ? _undemanding : _undemanding | _byText[text];
    }

    // By property the only texts that it may be.
    private static Dictionary<string, IReadOnlyList<string>> DemandsOf(SchemaNode schema)
    {
        for (var i = 0; i < MaxReferences && schema.Keywords is [RefKeyword reference]; i++)
        {
            schema = reference.Target;
        }

        var demands = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, declared) in schema.Keywords.OfType<PropertiesKeyword>().SelectMany(properties => properties.Declared))
        {
            if (declared.Keywords.Select(keyword => keyword.OnlyTexts).FirstOrDefault(texts => texts is not null) is { } texts)
            {
                demands[name] = texts;
            }
        }

        return demands;
    }
}
