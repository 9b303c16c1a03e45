using Orchestra.Contracts.Processes;
using Orchestra.Generation.Binding;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation.Steps;

/// <summary>
/// Finds the parallel splits whose branches can get in each other's way: they call the same service under the same path root, use the same
/// data set, or say so by <c>orchestra:shares</c>. Only there another order of the branches proves something.
/// </summary>
internal static class SharedSplits
{
    /// <summary>Ids of those splits.</summary>
    public static HashSet<string> Of(
        IEnumerable<ProcessPath> paths,
        ProcessIndex process,
        IReadOnlyDictionary<string, TaskBinding> bindings
    ) =>
        paths
            .SelectMany(path => path.Splits)
            .Where(split => Shares(split, process, bindings))
            .Select(split => split.Id)
            .ToHashSet(StringComparer.Ordinal);

    private static bool Shares(PathSplit split, ProcessIndex process, IReadOnlyDictionary<string, TaskBinding> bindings)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var branch in split.Branches)
        {
            var resources = branch.Nodes.SelectMany(node => ResourcesOf(node, process, bindings)).ToHashSet(StringComparer.Ordinal);
            if (used.Overlaps(resources))
            {
                return true;
            }

            used.UnionWith(resources);
        }

        return false;
    }

    private static IEnumerable<string> ResourcesOf(string id, ProcessIndex process, IReadOnlyDictionary<string, TaskBinding> bindings)
    {
        if (bindings.TryGetValue(id, out var binding))
        {
            var root = binding.Endpoint.Spec.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            yield return $"endpoint {binding.Endpoint.ServiceName} /{root}";
        }

        if (process.Nodes.TryGetValue(id, out GraphNode? node))
        {
            if (node.Shares is { } shared)
            {
                yield return $"shares {shared}";
            }

            if (node.DataSet is { } dataSet)
            {
                yield return $"data {dataSet}";
            }
        }
    }
}
