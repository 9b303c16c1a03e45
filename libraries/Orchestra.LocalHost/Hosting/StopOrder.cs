using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>Who must have stopped before whom: users before what they use.</summary>
internal static class StopOrder
{
    /// <summary>Every run after those that depend on it, which are beside it.</summary>
    public static IEnumerable<(ResourceRun Run, IReadOnlyList<ResourceRun> Dependents)> Of(IReadOnlyDictionary<IResource, ResourceRun> runs)
    {
        var startOrder = new List<IResource>();
        foreach (var resource in runs.Keys)
        {
            AddAfterWaits(resource, startOrder);
        }

        for (var i = startOrder.Count - 1; i >= 0; i--)
        {
            var resource = startOrder[i];
            // A reference counts only backwards in the order of start: two resources may refer to each other.
            var dependents = startOrder.Skip(i + 1).Where(other => Uses(other, resource)).Select(other => runs[other]);
            yield return (runs[resource], [.. dependents]);
        }
    }

    private static void AddAfterWaits(IResource resource, List<IResource> order)
    {
        if (order.Contains(resource))
        {
            return;
        }

        foreach (var wait in resource.Model().Waits)
        {
            AddAfterWaits(wait.Dependency, order);
        }

        order.Add(resource);
    }

    private static bool Uses(IResource user, IResource used)
    {
        var model = user.Model();
        return model.References.Contains(used) || model.Waits.Exists(wait => wait.Dependency == used);
    }
}
