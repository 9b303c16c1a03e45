namespace Orchestra.Modeling.Covering.Solving;

/// <summary>Finds constraints that contradict each other, and nothing besides.</summary>
internal static class Conflict
{
    // Each constraint is left out once: with thousands of them the message names all.
    private const int MaxConstraints = 200;

    /// <summary>The refusal of a model whose constraints no row satisfies.</summary>
    public static CoveringException Explain(CoveringModel model, CancellationToken cancellationToken)
    {
        List<int> conflict = [.. Enumerable.Range(0, model.Constraints.Count)];
        for (var i = conflict.Count - 1; i >= 0 && model.Constraints.Count <= MaxConstraints; i--)
        {
            int[] others = [.. conflict.Where((_, place) => place != i)];
            var without = model with { Constraints = [.. others.Select(index => model.Constraints[index])] };
            if (!IsSatisfiable(without, cancellationToken))
            {
                conflict = [.. others];
            }
        }

        return new CoveringException(
            conflict.Count == 1
                ? "no row satisfies the constraints: one of them contradicts itself"
                : $"no row satisfies the constraints: {conflict.Count} of them contradict each other",
            conflict
        );
    }

    // What is too hard to tell stays in the answer.
    private static bool IsSatisfiable(CoveringModel model, CancellationToken cancellationToken)
    {
        try
        {
            return new RowSolver(model, cancellationToken).IsSatisfiable;
        }
        catch (CoveringException)
        {
            return true;
        }
    }
}
