using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Parts things into groups that share no variable: each can be solved alone.</summary>
internal static class Components
{
    /// <summary>The groups, in the order of their first members; what reads no variable is a group of its own.</summary>
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> items, Func<T, IReadOnlyList<VariablePath>> variables)
    {
        var parents = Enumerable.Range(0, items.Count).ToArray();
        var firstOf = new Dictionary<VariablePath, int>();
        for (var i = 0; i < items.Count; i++)
        {
            foreach (var variable in variables(items[i]))
            {
                if (!firstOf.TryAdd(variable, i))
                {
                    var (a, b) = (Root(firstOf[variable]), Root(i));
                    parents[Math.Max(a, b)] = Math.Min(a, b);
                }
            }
        }

        return
        [
            .. Enumerable
                .Range(0, items.Count)
                .GroupBy(Root)
                .OrderBy(g => g.Key)
                .Select(g => (IReadOnlyList<T>)[.. g.Select(i => items[i])]),
        ];

        int Root(int i)
        {
            while (parents[i] != i)
            {
                parents[i] = parents[parents[i]];
                i = parents[i];
            }

            return i;
        }
    }
}
