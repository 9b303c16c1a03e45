using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Binding;

/// <summary>Gives each data store that a node writes the table of its name: one that no other has, else none.</summary>
internal static class StoreBinder
{
    private static readonly HashSet<string> _commonWords = new(
        [.. new[] { "table", "store", "database", "db" }.Select(Words.Stem)],
        StringComparer.Ordinal
    );

    public static IReadOnlyDictionary<string, TaskBinding> Bind(ProcessGraph process, IReadOnlyList<BoundEndpoint> endpoints)
    {
        var tables = endpoints.Where(endpoint => endpoint.ProtocolId == "db").ToLookup(endpoint => KeyOf(TableOf(endpoint)));
        var written = process.Nodes.SelectMany(node => node.Writes).ToHashSet(StringComparer.Ordinal);
        var bindings = new Dictionary<string, TaskBinding>(StringComparer.Ordinal);
        foreach (var store in process.Data.Where(data => data.Kind == DataKind.Store && written.Contains(data.Id)))
        {
            if (KeyOf(store.Name) is { Length: > 0 } key && tables[key].Take(2).ToList() is [var table])
            {
                bindings.TryAdd(store.Id, new TaskBinding(table, new StepBinding("NAME", 1)));
            }
        }

        return bindings;
    }

    // public.loans is loans.
    private static string TableOf(BoundEndpoint endpoint) => endpoint.Spec.Path[(endpoint.Spec.Path.LastIndexOf('.') + 1)..];

    private static string KeyOf(string? name)
    {
        var stems = Words.Stems(name);
        var own = stems.Where(stem => !_commonWords.Contains(stem)).ToList();
        return string.Join(' ', own.Count > 0 ? own : stems);
    }
}
