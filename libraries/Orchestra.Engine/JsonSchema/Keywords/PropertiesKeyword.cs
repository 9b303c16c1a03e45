using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Patterns;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary><c>properties</c>, <c>patternProperties</c> and <c>additionalProperties</c> together, in one pass over the object.</summary>
internal sealed class PropertiesKeyword : Keyword
{
    private const int StackChars = 128;

    private readonly FrozenDictionary<string, SchemaNode>.AlternateLookup<ReadOnlySpan<char>> _declared;
    private readonly (SchemaPattern Pattern, SchemaNode Schema, string Pointer)[] _patterns;
    private readonly SchemaNode? _additional;
    private readonly string _additionalPointer;

    public PropertiesKeyword(
        string pointer,
        IReadOnlyDictionary<string, SchemaNode> declared,
        (SchemaPattern Pattern, SchemaNode Schema, string Pointer)[] patterns,
        SchemaNode? additional,
        string additionalPointer
    )
        : base("properties", pointer)
    {
        _declared = declared.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _patterns = patterns;
        _additional = additional;
        _additionalPointer = additionalPointer;
    }

    public override InstanceKinds Kinds => InstanceKinds.Object;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        var position = 0;
        foreach (var property in instance.EnumerateObject())
        {
            if (!EvaluateProperty(property, position++, context, marks))
            {
                valid = false;
                if (context.IsDone)
                {
                    return false;
                }
            }
        }

        return valid;
    }

    private bool EvaluateProperty(JsonProperty property, int position, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        var schema = Find(property, context, out var matching);
        var known = schema is not null || matching is not null;
        if (schema is not null)
        {
            valid = context.EvaluateProperty(schema, property, property.Value);
        }

        foreach (var patterned in matching ?? [])
        {
            valid &= context.EvaluateProperty(patterned, property, property.Value);
        }

        if (!known && _additional is not null)
        {
            known = true;
            valid = EvaluateAdditional(_additional, property, context);
        }

        if (known)
        {
            marks?.Mark(position);
        }

        return valid;
    }

    private bool EvaluateAdditional(SchemaNode additional, JsonProperty property, EvaluationContext context)
    {
        if (!additional.AllowsNothing)
        {
            return context.EvaluateProperty(additional, property, property.Value);
        }

        if (!context.Collecting)
        {
            return false;
        }

        var name = JsonText.NameOf(property);
        return context.FailAt(name, "additionalProperties", _additionalPointer, $"the property {Wording.Quote(name)} is not allowed");
    }

    // Apart from the recursion, whose frames the buffer would swell.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SchemaNode? Find(JsonProperty property, EvaluationContext context, out List<SchemaNode>? matching)
    {
        matching = null;
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        var buffer = raw.Length <= StackChars ? stackalloc char[StackChars] : new char[raw.Length];
        ReadOnlySpan<char> name = buffer[..JsonText.Decode(raw, buffer)];
        foreach (var (pattern, schema, pointer) in _patterns)
        {
            if (context.Matches(pattern, name, pointer, "patternProperties"))
            {
                (matching ??= []).Add(schema);
            }
        }

        return _declared.TryGetValue(name, out var found) ? found : null;
    }
}
