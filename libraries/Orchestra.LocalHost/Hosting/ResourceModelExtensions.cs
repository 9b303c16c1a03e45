using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>From Aspire's types to what is behind them.</summary>
internal static class ResourceModelExtensions
{
    public static ResourceModel Model(this IResource resource) => ((Resource)resource).Model;

    /// <summary>The resources which a text takes addresses from.</summary>
    public static IEnumerable<IResource> ReferencedResources(this ReferenceExpression expression) =>
        expression.ValueProviders.SelectMany(provider =>
            provider switch
            {
                EndpointReference endpoint => [endpoint.Resource],
                EndpointReferenceExpression part => [part.Endpoint.Resource],
                ReferenceExpression inner => inner.ReferencedResources(),
                IResourceWithConnectionString resource => [resource],
                _ => Enumerable.Empty<IResource>(),
            }
        );
}
