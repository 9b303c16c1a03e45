using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <inheritdoc cref="IResourceBuilder{T}"/>
internal sealed class ResourceBuilder<T>(IDistributedApplicationBuilder applicationBuilder, T resource) : IResourceBuilder<T>
    where T : IResource
{
    public IDistributedApplicationBuilder ApplicationBuilder => applicationBuilder;

    public T Resource => resource;
}
