using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orchestra.Grpc.Server;

/// <summary>Maps each method to a route of its full name.</summary>
internal sealed class EndpointBinder(IEndpointRouteBuilder routes) : ServiceBinderBase
{
    private readonly GrpcServiceOptions _options = routes.ServiceProvider.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
    private readonly List<IEndpointConventionBuilder> _endpoints = [];

    public IReadOnlyList<IEndpointConventionBuilder> Endpoints => _endpoints;

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Map(
            method,
            async call =>
            {
                var request = await call.ReadSingleAsync(method.RequestMarshaller);
                await call.WriteSingleAsync(method.ResponseMarshaller, await handler(request, call));
            }
        );
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ClientStreamingServerMethod<TRequest, TResponse>? handler
    )
    {
        ArgumentNullException.ThrowIfNull(handler);
        Map(
            method,
            async call =>
            {
                var requests = new RequestStreamReader<TRequest>(call, method.RequestMarshaller);
                await call.WriteSingleAsync(method.ResponseMarshaller, await handler(requests, call));
            }
        );
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ServerStreamingServerMethod<TRequest, TResponse>? handler
    )
    {
        ArgumentNullException.ThrowIfNull(handler);
        Map(
            method,
            async call =>
            {
                var request = await call.ReadSingleAsync(method.RequestMarshaller);
                await handler(request, new ResponseStreamWriter<TResponse>(call, method.ResponseMarshaller), call);
            }
        );
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler
    )
    {
        ArgumentNullException.ThrowIfNull(handler);
        Map(
            method,
            call =>
                handler(
                    new RequestStreamReader<TRequest>(call, method.RequestMarshaller),
                    new ResponseStreamWriter<TResponse>(call, method.ResponseMarshaller),
                    call
                )
        );
    }

    private void Map(IMethod method, Func<ServerCall, Task> handle)
    {
        var endpoint = routes.Map(
            method.FullName,
            http => ServerRequest.IsCall(http) ? new ServerCall(http, method.FullName, _options).RunAsync(handle) : Task.CompletedTask
        );
        _endpoints.Add(endpoint.WithDisplayName($"gRPC - {method.FullName}").WithMetadata(new HttpMethodMetadata(["POST"])));
    }
}
