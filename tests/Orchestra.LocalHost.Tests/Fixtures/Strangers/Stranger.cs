using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Tests.Fixtures.Strangers;

/// <summary>Methods almost like Aspire's: another parameter name, another default, another nullability, another constraint.</summary>
internal static class Stranger
{
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string endpointName)
        where T : IResourceWithEndpoints => new(builder.Resource, endpointName);

    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResource> dependency,
        int exitCode = 1
    )
        where T : IResourceWithWaitSupport => exitCode == 0 && dependency is null ? null! : builder;

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : IResourceWithEnvironment => name == value ? null! : builder;

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResource => dependency is null ? null! : builder;
}
