namespace Orchestra.Modeling.Covering.Pict;

/// <summary>A constraint of a model's text.</summary>
internal sealed class LineConstraint(Condition condition, int line) : CoveringConstraint([.. condition.Factors.Distinct()])
{
    public int Line { get; } = line;

    public override CoveringVerdict Judge(CoveringDomains domains) => condition.Judge(domains);
}
