using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Patterns;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>
/// <c>properties</c>, <c>patternProperties</c> and <c>additionalProperties</c> together, in one pass over the object. That pass
/// sees to <c>required</c> as well when no errors are wanted; <see cref="RequiredKeyword"/> explains what is missing.
/// </summary>
internal sealed class PropertiesKeyword : Keyword
{
    private const int StackChars = 128;

    // Required names are ticked off in one word.
    private const int MaxRequired = 64;

    private readonly NameTable _names;
    private readonly SchemaNode?[] _declared;
    private readonly ulong[] _ticks;
    private readonly ulong _allTicks;
    private readonly int _required;
    private readonly (SchemaPattern Pattern, SchemaNode Schema, string Pointer)[] _patterns;
    private readonly SchemaNode? _additional;
    private readonly string _additionalPointer;

    public PropertiesKeyword(
        string pointer,
        IReadOnlyDictionary<string, SchemaNode> declared,
        RequiredKeyword? required,
        (SchemaPattern Pattern, SchemaNode Schema, string Pointer)[] patterns,
        SchemaNode? additional,
        string additionalPointer
    )
        : base("properties", pointer)
    {
        var needed = required is { Names.Count: <= MaxRequired } ? required.Names : [];
        string[] names = [.. declared.Keys.Union(needed, StringComparer.Ordinal)];
        _names = new NameTable(names);
        _declared = [.. names.Select(name => declared.GetValueOrDefault(name))];
        _ticks = new ulong[names.Length];
        _required = needed.Count;
        for (var i = 0; i < needed.Count; i++)
        {
            _ticks[Array.IndexOf(names, needed[i])] = 1UL << i;
            _allTicks |= 1UL << i;
        }

        if (required is not null && needed.Count > 0)
        {
            required.IsCheckedElsewhere = true;
        }

        _patterns = patterns;
        _additional = additional;
        _additionalPointer = additionalPointer;
    }

    public override InstanceKinds Kinds => InstanceKinds.Object;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        if (!context.Collecting && instance.GetPropertyCount() < _required)
        {
            return false;
        }

        var valid = true;
        var position = 0;
        var ticks = 0UL;
        foreach (var property in instance.EnumerateObject())
        {
            var name = _names.Find(JsonMarshal.GetRawUtf8PropertyName(property));
            SchemaNode? schema = null;
            if (name >= 0)
            {
                schema = _declared[name];
                ticks |= _ticks[name];
            }

            if (!EvaluateProperty(property, schema, position++, context, marks))
            {
                valid = false;
                if (context.IsDone)
                {
                    return false;
                }
            }
        }

        return valid && (ticks == _allTicks || context.Collecting);
    }

    private bool EvaluateProperty(JsonProperty property, SchemaNode? schema, int position, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = schema is null || context.EvaluateProperty(schema, property, property.Value);
        var known = schema is not null;
        if (_patterns.Length > 0)
        {
            foreach (var patterned in Matching(property, context))
            {
                known = true;
                valid &= context.EvaluateProperty(patterned, property, property.Value);
            }
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
    private List<SchemaNode> Matching(JsonProperty property, EvaluationContext context)
    {
        List<SchemaNode>? matching = null;
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

        return matching ?? [];
    }
}
