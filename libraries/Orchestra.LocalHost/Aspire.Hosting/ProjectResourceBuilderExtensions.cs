using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>.NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project by its path, relative to AppHost's folder. It must have been built: LocalHost starts what the build left.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath)
    {
        var resource = new ProjectResource(name);
        resource.Model.ProjectPath = Path.GetFullPath(projectPath, builder.AppHostDirectory);
        return builder.AddResource(resource);
    }

    /// <summary>Runs the project as several processes, each with ports of its own.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        builder.Resource.Model.Replicas = replicas;
        return builder;
    }
}
