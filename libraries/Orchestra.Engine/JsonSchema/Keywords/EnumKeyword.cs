using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The list of allowed values.</summary>
internal sealed class EnumKeyword : Keyword
{
    // Up to here comparing is cheaper than hashing.
    private const int FewValues = 6;

    private readonly JsonElement[] _values;
    private readonly Dictionary<int, List<JsonElement>>? _byHash;

    public EnumKeyword(string pointer, JsonElement[] values)
        : base("enum", pointer)
    {
        _values = values;
        if (values.Length <= FewValues)
        {
            return;
        }

        _byHash = [];
        foreach (var value in values)
        {
            var hash = JsonEquality.HashOf(value);
            if (!_byHash.TryGetValue(hash, out var bucket))
            {
                _byHash[hash] = bucket = [];
            }

            bucket.Add(value);
        }
    }

    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        if (Contains(instance))
        {
            return true;
        }

        return context.Collecting && context.Fail(this, $"expected {Expected()}, found {Wording.Describe(instance)}");
    }

    private bool Contains(JsonElement instance)
    {
        if (_byHash is null)
        {
            return Array.Exists(_values, value => JsonEquality.AreEqual(value, instance));
        }

        return _byHash.TryGetValue(JsonEquality.HashOf(instance), out var bucket)
            && bucket.Exists(value => JsonEquality.AreEqual(value, instance));
    }

    private string Expected() =>
        _values.Length == 0
            ? "nothing, as the list of values is empty"
            : Wording.AnyOf([.. _values.Take(11).Select(Wording.Show), .. _values.Skip(11).Select(_ => "")]);
}
