using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Grpc.Calls;
using Orchestra.Engine.Plugins.Grpc.Specs;

namespace Orchestra.Engine.Plugins.Grpc;

/// <summary>gRPC by descriptor sets and .proto files: the protocol id <c>grpc</c>, the channel GRPC.</summary>
public sealed class GrpcPlugin : IProtocolPlugin
{
    /// <summary>A plug-in whose calls go out through the given connector.</summary>
    public GrpcPlugin(GuardedConnector connector, TimeProvider time)
    {
        var schemas = new EndpointSchemas();
        (Contracts, Steps) = (new GrpcContracts(schemas), new GrpcStepExecutor(connector, schemas, time));
        Source = new ReflectedSpec(connector, time);
    }

    /// <inheritdoc />
    public string Id => "grpc";

    /// <inheritdoc />
    public string Version => "1";

    /// <inheritdoc />
    public ChannelType Channel => ChannelType.Grpc;

    /// <inheritdoc />
    public ISpecParser Specs { get; } = new GrpcSpecParser();

    /// <inheritdoc />
    public ISpecSource Source { get; }

    /// <inheritdoc />
    public IEndpointMatcher Endpoints { get; } = new NamedEndpoints(OtherNames);

    /// <inheritdoc />
    public IStepExecutor Steps { get; }

    /// <inheritdoc />
    public IContractValidator Contracts { get; }

    // package.Service/Method is also /package.Service/Method, package.Service.Method, Service/Method and Service.Method.
    private static IEnumerable<string> OtherNames(SpecEndpoint endpoint)
    {
        var slash = endpoint.EndpointName.LastIndexOf('/');
        var (service, method) = (endpoint.EndpointName[..Math.Max(0, slash)], endpoint.EndpointName[(slash + 1)..]);
        var bare = service[(service.LastIndexOf('.') + 1)..];
        return [endpoint.Path, $"{service}.{method}", $"{bare}/{method}", $"{bare}.{method}", method];
    }
}
