using System.Text.Json;
using Orchestra.Engine.JsonSchema.Compilation;

namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>One compiled schema: its keywords, grouped by the kind of instance they say something about.</summary>
internal sealed class SchemaNode(string pointer, SchemaResource resource)
{
    private const int ValueKinds = (int)JsonValueKind.Null + 1;

    private readonly Keyword[][] _byKind = new Keyword[ValueKinds][];
    private bool? _constant;
    private bool _tracksMarks;
    private bool _isLeaf;

    public string Pointer { get; } = pointer;

    public SchemaResource Resource { get; } = resource;

    public IReadOnlyList<Keyword> Keywords { get; private set; } = [];

    /// <summary>Set when the schema can come back to itself on the same instance.</summary>
    public bool MayReenter { get; set; }

    /// <summary>The schema <c>false</c>.</summary>
    public bool AllowsNothing => _constant == false;

    /// <summary>True when every instance is valid and nothing is marked.</summary>
    public bool AllowsEverything => _constant == true;

    public void Become(bool constant) => _constant = constant;

    public void Become(IReadOnlyList<Keyword> keywords)
    {
        Keywords = [.. keywords.OrderBy(k => k.ComesLast)];
        _tracksMarks = Keywords.Any(k => k.ComesLast);
        for (var kind = 0; kind < ValueKinds; kind++)
        {
            var wanted = KindOf((JsonValueKind)kind);
            _byKind[kind] = [.. Keywords.Where(k => (k.Kinds & wanted) != 0 && (k.AlwaysHolds & wanted) == 0)];
        }

        _isLeaf = Keywords.All(k => k.IsAssertion);
        if (Keywords.Count == 0)
        {
            _constant = true;
        }
    }

    public bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        if (_constant is { } holds)
        {
            return holds || (context.Collecting && context.Fail(Pointer, "false", "no value is allowed here"));
        }

        if (_isLeaf)
        {
            return context.TryCount(this) && EvaluateKeywords(instance, context, marks: null);
        }

        switch (context.Enter(this, out var outer))
        {
            case Entry.Refused:
                return false;
            case Entry.Reentered:
                return true;
            default:
                break;
        }

        var own = _tracksMarks ? EvaluatedMarks.For(instance) : marks;
        var valid = EvaluateKeywords(instance, context, own);
        if (_tracksMarks && valid && own is not null)
        {
            marks?.Merge(own);
        }

        context.Leave(this, outer);
        return valid;
    }

    public static InstanceKinds KindOf(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Object => InstanceKinds.Object,
            JsonValueKind.Array => InstanceKinds.Array,
            JsonValueKind.String => InstanceKinds.String,
            JsonValueKind.Number => InstanceKinds.Number,
            JsonValueKind.True or JsonValueKind.False => InstanceKinds.Boolean,
            JsonValueKind.Null => InstanceKinds.Null,
            _ => InstanceKinds.None,
        };

    private bool EvaluateKeywords(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        foreach (var keyword in _byKind[(int)instance.ValueKind])
        {
            if (keyword.Evaluate(instance, context, marks))
            {
                continue;
            }

            valid = false;
            if (context.IsDone)
            {
                break;
            }
        }

        return valid;
    }
}
