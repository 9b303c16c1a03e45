namespace Orchestra.Modeling.Covering.Solving;

/// <summary>Which constraints read a factor, and which factors depend on each other through constraints.</summary>
internal sealed class ConstraintNetwork
{
    private readonly int[][] _constraintsOf;
    private readonly IReadOnlyList<int>?[] _componentOf;

    public ConstraintNetwork(CoveringModel model)
    {
        var count = model.Factors.Count;
        var constraints = new List<int>[count];
        var root = Enumerable.Range(0, count).ToArray();
        for (var i = 0; i < model.Constraints.Count; i++)
        {
            foreach (var factor in model.Constraints[i].Scope)
            {
                (constraints[factor] ??= []).Add(i);
                root[Find(root, factor)] = Find(root, model.Constraints[i].Scope[0]);
            }
        }

        _constraintsOf = [.. constraints.Select(list => list?.Distinct().ToArray() ?? [])];
        _componentOf = new IReadOnlyList<int>?[count];
        Components =
        [
            .. Enumerable
                .Range(0, count)
                .Where(factor => constraints[factor] is not null)
                .GroupBy(factor => Find(root, factor))
                .Select(group => (IReadOnlyList<int>)[.. group]),
        ];
        foreach (var component in Components)
        {
            foreach (var factor in component)
            {
                _componentOf[factor] = component;
            }
        }
    }

    /// <summary>Sets of factors that depend on each other; factors without constraints are in none.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Components { get; }

    public IReadOnlyList<int>? ComponentOf(int factor) => _componentOf[factor];

    public ReadOnlySpan<int> ConstraintsOf(int factor) => _constraintsOf[factor];

    private static int Find(int[] root, int factor)
    {
        while (root[factor] != factor)
        {
            root[factor] = root[root[factor]];
            factor = root[factor];
        }

        return factor;
    }
}
