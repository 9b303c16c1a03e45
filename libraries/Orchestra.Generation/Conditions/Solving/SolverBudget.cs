namespace Orchestra.Generation.Conditions.Solving;

/// <summary>What one answer may cost, counted and not timed: the same question always gets the same answer.</summary>
internal sealed class SolverBudget(int steps = SolverBudget.Default)
{
    /// <summary>About a tenth of a second.</summary>
    public const int Default = 300_000;

    private int _left = steps;

    public bool IsSpent => _left <= 0;

    /// <summary>Counts a step; false when there are none left.</summary>
    public bool Take(int amount = 1)
    {
        _left -= amount;
        return _left > 0;
    }
}
