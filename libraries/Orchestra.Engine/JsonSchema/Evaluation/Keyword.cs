using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>One compiled keyword of a schema. Immutable once the schema is built.</summary>
internal abstract class Keyword(string name, string pointer)
{
    /// <summary>The keyword as it is written in the schema.</summary>
    public string Name { get; } = name;

    /// <summary>Where the keyword stands in its document.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>The kinds of instances it is asked about; it holds for all others.</summary>
    public abstract InstanceKinds Kinds { get; }

    /// <summary>The kinds of instances for which the answer is known beforehand: it holds, and they are not asked about.</summary>
    public virtual InstanceKinds AlwaysHolds => InstanceKinds.None;

    /// <summary>True when it judges by the value alone, without other schemas.</summary>
    public virtual bool IsAssertion => false;

    /// <summary>Schemas it applies to the very same instance: the edges along which a schema can lead back to itself.</summary>
    public virtual IEnumerable<SchemaNode> InPlace => [];

    /// <summary>Those of them whose outcome is turned round or chosen by, so that no loop through them has a meaning.</summary>
    public virtual IEnumerable<SchemaNode> Deciding => [];

    /// <summary>True for the keywords that must come after all others, because they look at the marks of those.</summary>
    public virtual bool ComesLast => false;

    /// <summary>Checks the instance; reports to the context when it collects errors.</summary>
    public abstract bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks);
}
