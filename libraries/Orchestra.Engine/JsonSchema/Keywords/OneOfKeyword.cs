using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>Exactly one of the schemas holds.</summary>
internal sealed class OneOfKeyword(string pointer, SchemaNode[] schemas) : Keyword("oneOf", pointer)
{
    private readonly Lazy<Discriminator?> _discriminator = new(() => Discriminator.Of(schemas));

    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => schemas;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var failures = context.Collecting ? new List<IReadOnlyList<SchemaError>>(schemas.Length) : null;
        // Errors are explained by the alternative that comes nearest: for them all are looked at.
        var candidates = context.Collecting ? ulong.MaxValue : _discriminator.Value?.Candidates(instance) ?? ulong.MaxValue;
        var first = -1;
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

            if (first >= 0)
            {
                return context.Collecting
                    && context.Fail(
                        this,
                        $"expected exactly one of {schemas.Length} alternatives to match, found that numbers {first + 1} and {i + 1} do"
                    );
            }

            first = i;
            if (branch is not null)
            {
                marks!.Merge(branch);
            }
        }

        return first >= 0 || (failures is not null && context.Fail(this, Alternatives.ExplainNone(failures)));
    }
}
