namespace Orchestra.Modeling.Covering.Solving;

/// <summary>Judges full rows.</summary>
internal sealed class RowCheck(CoveringModel model)
{
    private readonly ConstraintNetwork _network = new(model);
    private readonly CoveringDomains _domains = new(model.Factors);

    /// <summary>Whether a row that satisfies the constraints still does with another value for a factor.</summary>
    public bool Allows(ReadOnlySpan<int> row, int factor, int value)
    {
        foreach (var index in _network.ConstraintsOf(factor))
        {
            var constraint = model.Constraints[index];
            foreach (var other in constraint.Scope)
            {
                _domains.Fix(other, other == factor ? value : row[other]);
            }

            if (constraint.Judge(_domains) == CoveringVerdict.Broken)
            {
                return false;
            }
        }

        return true;
    }
}
