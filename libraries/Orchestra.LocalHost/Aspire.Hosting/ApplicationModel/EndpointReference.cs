using Orchestra.LocalHost.Hosting;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource, whose address is known once ports are given out. Of replicas it is the first one's.</summary>
public sealed class EndpointReference : IManifestExpressionProvider, IValueProvider
{
    /// <summary>Creates the reference; <c>GetEndpoint</c> does it.</summary>
    internal EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        Resource = owner;
        EndpointName = endpointName;
    }

    /// <summary>Whose endpoint it is.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; }

    string IManifestExpressionProvider.ValueExpression => Property(EndpointProperty.Url).ValueExpression;

    internal EndpointModel Model =>
        Resource.Model().Endpoints.Find(endpoint => endpoint.Name == EndpointName)
        ?? throw new InvalidOperationException(
            $"resource '{Resource.Name}' has no endpoint '{EndpointName}': add WithHttpEndpoint(name: \"{EndpointName}\")"
        );

    /// <summary>A part of the address.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <summary>The address, for instance <c>http://127.0.0.1:8080</c>.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(cancellationToken);
}
