using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>Finds topologies that could never start.</summary>
internal static class TopologyCheck
{
    /// <summary>Refuses resources that wait for each other in a circle, naming the circle.</summary>
    public static void RefuseCycles(IReadOnlyList<IResource> resources)
    {
        var done = new HashSet<IResource>();
        foreach (var resource in resources)
        {
            Visit(resource, [], done);
        }
    }

    private static void Visit(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        if (done.Contains(resource))
        {
            return;
        }

        var start = path.IndexOf(resource);
        path.Add(resource);
        if (start >= 0)
        {
            throw new DistributedApplicationException(
                $"these resources wait for each other: {string.Join(" -> ", path.Skip(start).Select(member => member.Name))}"
            );
        }

        foreach (var wait in resource.Model().Waits)
        {
            Visit(wait.Dependency, path, done);
        }

        path.RemoveAt(path.Count - 1);
        done.Add(resource);
    }
}
