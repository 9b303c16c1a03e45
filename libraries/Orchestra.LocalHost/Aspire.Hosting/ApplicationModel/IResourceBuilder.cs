namespace Aspire.Hosting.ApplicationModel;

/// <summary>Describes a resource further; what can be said of it is in the extension methods of <c>Aspire.Hosting</c>.</summary>
/// <typeparam name="T">The kind of resource.</typeparam>
public interface IResourceBuilder<out T>
    where T : IResource
{
    /// <summary>The topology that the resource belongs to.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    /// <summary>The resource.</summary>
    T Resource { get; }
}
