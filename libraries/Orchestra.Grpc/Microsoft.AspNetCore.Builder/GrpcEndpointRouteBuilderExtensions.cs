using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.Grpc.Server;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps gRPC services.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the methods of a service. Each call gets the service from the container, or one made for it and disposed after it. Calls of
    /// methods that are not mapped answer UNIMPLEMENTED.
    /// </summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Map(builder, binder => new ServiceBinder<TService>(binder).Bind());
    }

    /// <summary>Maps methods that were bound by hand.</summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService(
        this IEndpointRouteBuilder builder,
        ServerServiceDefinition serviceDefinition
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(serviceDefinition);
        return Map(builder, serviceDefinition.BindService);
    }

    private static GrpcServiceEndpointConventionBuilder Map(IEndpointRouteBuilder builder, Action<EndpointBinder> bind)
    {
        var unknown =
            builder.ServiceProvider.GetService<UnknownMethods>()
            ?? throw new InvalidOperationException("gRPC is not among the services: call services.AddGrpc()");
        unknown.MapOnce(builder);
        var binder = new EndpointBinder(builder);
        bind(binder);
        return new GrpcServiceEndpointConventionBuilder(binder.Endpoints);
    }
}
