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
    private readonly NameTable _texts;
    private readonly JsonElement[] _others;
    private readonly ILookup<int, JsonElement>? _byHash;

    public EnumKeyword(string pointer, JsonElement[] values)
        : base("enum", pointer)
    {
        _values = values;
        _texts = new NameTable([.. values.Where(IsText).Select(JsonText.Decode)]);
        _others = [.. values.Where(value => !IsText(value))];
        _byHash = _others.Length > FewValues ? _others.ToLookup(value => JsonEquality.HashOf(value)) : null;
    }

    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        if (Contains(instance))
        {
            return true;
        }

        return context.Collecting && context.Fail(this, $"expected {Expected()}, found {Wording.Describe(instance)}");
    }

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private bool Contains(JsonElement instance)
    {
        if (IsText(instance))
        {
            return _texts.Find(JsonText.Raw(instance)) >= 0;
        }

        foreach (var value in _byHash?[JsonEquality.HashOf(instance)] ?? _others)
        {
            if (JsonEquality.AreEqual(value, instance))
            {
                return true;
            }
        }

        return false;
    }

    private string Expected() =>
        _values.Length == 0
            ? "nothing, as the list of values is empty"
            : Wording.AnyOf([.. _values.Take(11).Select(Wording.Show), .. _values.Skip(11).Select(_ => "")]);
}
