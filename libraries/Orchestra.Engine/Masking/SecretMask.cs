using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Masking;

/// <summary>Hides known values wherever they are quoted. Unlike <see cref="Masker"/> it asks no names: what it looks for it knows.</summary>
internal sealed class SecretMask
{
    private static readonly PayloadShape Shape = PayloadShape.Of(typeof(StepPayload));

    private readonly Lock _adding = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private volatile string[] _longestFirst = [];

    public SecretMask(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
        {
            Add(secret);
        }
    }

    public void Add(string secret)
    {
        lock (_adding)
        {
            var before = _known.Count;
            _known.UnionWith(SecretForms.Of(secret));
            if (_known.Count > before)
            {
                _longestFirst = [.. _known.OrderByDescending(form => form.Length).ThenBy(form => form, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The text without the secrets. One that was cut off at the text's end goes too.</summary>
    public string Clean(string text)
    {
        foreach (var form in _longestFirst)
        {
            text = text.Replace(form, Masker.Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The payload without the secrets; the same object where there are none in it.</summary>
    public StepPayload Clean(StepPayload payload)
    {
        if (_longestFirst.Length == 0)
        {
            return payload;
        }

        // Over its JSON, so that a member which is added to the payload is clean without anybody thinking of it here.
        var whole = JsonSerializer.SerializeToNode(payload, OrchestraJson.Options)!;
        var isCut = payload.Response?.Truncated == true;
        var cleaned = Map(whole, isCut);
        return JsonNode.DeepEquals(whole, cleaned) ? payload : cleaned.Deserialize<StepPayload>(OrchestraJson.Options)!;
    }

    private JsonNode? Map(JsonNode? node, bool isCut) =>
        node switch
        {
            JsonObject members => Members(members, isCut),
            JsonArray items => new JsonArray([.. items.Select(item => Map(item, isCut))]),
            JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => Leaf(value, isCut),
            _ => node?.DeepClone(),
        };

    private JsonObject Members(JsonObject members, bool isCut)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            var key = Shape.Members.Contains(name) ? name : Clean(name);
            for (var n = 2; result.ContainsKey(key); n++)
            {
                key = $"{Masker.Mask}{n}";
            }

            result[key] = Map(value, isCut);
        }

        return result;
    }

    private JsonNode Leaf(JsonValue value, bool isCut)
    {
        var text = value.ToString();
        if (Shape.EnumTexts.Contains(text))
        {
            return value.DeepClone();
        }

        var cleaned = Clean(text);
        cleaned = isCut ? WithoutCutTail(cleaned) : cleaned;
        return cleaned == text ? value.DeepClone() : JsonValue.Create(cleaned);
    }

    // A body that ends at its limit may end within a secret.
    private string WithoutCutTail(string text)
    {
        foreach (var form in _longestFirst)
        {
            for (var length = Math.Min(form.Length - 1, text.Length); length >= SecretForms.MinSearched; length--)
            {
                if (text.AsSpan().EndsWith(form.AsSpan(0, length), StringComparison.Ordinal))
                {
                    return string.Concat(text.AsSpan(0, text.Length - length), Masker.Mask);
                }
            }
        }

        return text;
    }
}
