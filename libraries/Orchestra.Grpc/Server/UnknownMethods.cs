using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Server;

/// <summary>Answers gRPC calls that lead nowhere; other requests never come here.</summary>
internal sealed class UnknownMethods(IOptions<GrpcServiceOptions> options)
{
    private int _isMapped;

    public void MapOnce(IEndpointRouteBuilder routes)
    {
        if (Interlocked.Exchange(ref _isMapped, 1) == 0)
        {
            var pattern = RoutePatternFactory.Parse("/{service}/{method}", defaults: null, new { method = new IsGrpc() });
            routes.Map(pattern, AnswerAsync).WithDisplayName("gRPC - unknown method").WithMetadata(new HttpMethodMetadata(["POST"]));
        }
    }

    private Task AnswerAsync(HttpContext http)
    {
        var call = new ServerCall(http, http.Request.Path.Value ?? "", options.Value);
        return call.RunAsync(_ =>
            throw new RpcException(new Status(StatusCode.Unimplemented, $"there is no method {http.Request.Path.Value}"))
        );
    }

    private sealed class IsGrpc : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext,
            IRouter? route,
            string routeKey,
            RouteValueDictionary values,
            RouteDirection routeDirection
        ) => httpContext is null || WireNames.IsGrpc(httpContext.Request.ContentType);
    }
}
