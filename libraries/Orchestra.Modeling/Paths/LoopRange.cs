using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>How often an activity with a loop or multi-instance marker may run.</summary>
/// <param name="Least">The least number of iterations.</param>
/// <param name="Most">The most.</param>
internal readonly record struct LoopRange(int Least, int Most)
{
    /// <summary>The most iterations that any path has: more prove nothing.</summary>
    public const int Ceiling = 10;

    /// <summary>What a path does that is not made for the loop.</summary>
    public int Usual => Math.Clamp(1, Least, Most);

    /// <summary>The range of an activity: a fixed number, or up to its bound, or up to the one of the options.</summary>
    public static LoopRange Of(GraphNode node, int maxLoopIterations = 1)
    {
        if (node.LoopCardinality is { } cardinality)
        {
            var fixedTo = Math.Min(cardinality, Ceiling);
            return new LoopRange(fixedTo, fixedTo);
        }

        // A standard loop asks after the first iteration, unless it says otherwise; a collection may be empty.
        var least = node.Loop == "standard" && !node.LoopTestsBefore ? 1 : 0;
        return new LoopRange(least, Math.Max(1, node.MaxLoopIterations ?? maxLoopIterations));
    }
}
