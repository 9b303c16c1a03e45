using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>At least one of the schemas holds.</summary>
internal sealed class AnyOfKeyword(string pointer, SchemaNode[] schemas) : Keyword("anyOf", pointer)
{
    private readonly Lazy<Discriminator?> _discriminator = new(() => Discriminator.Of(schemas));

    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => schemas;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = false;
        var failures = context.Collecting ? new List<IReadOnlyList<SchemaError>>(schemas.Length) : null;
        var candidates = context.Collecting ? ulong.MaxValue : _discriminator.Value?.Candidates(instance) ?? ulong.MaxValue;
        for (var i = 0; i < schemas.Length; i++)
        {
            if ((candidates & (1UL << i)) == 0)
            {
                continue;
            }

            var branch = marks?.Fork();
            if (!Alternatives.Holds(schemas[i], instance, context, branch, failures))
            {
                continue;
            }

            valid = true;
            if (branch is null)
            {
                return true;
            }

            // All that hold have a say in what counts as evaluated.
            marks!.Merge(branch);
        }

        return valid || (failures is not null && context.Fail(this, Alternatives.ExplainNone(failures)));
    }
}
