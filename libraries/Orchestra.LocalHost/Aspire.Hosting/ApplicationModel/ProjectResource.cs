namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project, run as one process or several.</summary>
public class ProjectResource
    : Resource,
        IResourceWithEnvironment,
        IResourceWithArgs,
        IResourceWithServiceDiscovery,
        IResourceWithWaitSupport
{
    /// <summary>Creates the resource; <c>AddProject</c> does it.</summary>
    internal ProjectResource(string name)
        : base(name) { }
}
