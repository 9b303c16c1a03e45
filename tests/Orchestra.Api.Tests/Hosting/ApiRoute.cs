using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Tests.Hosting;

/// <summary>One line of the Api's URL table.</summary>
internal sealed record ApiRoute(string Name, string Method, string Pattern, Permission Permission, Type? BodyType)
{
    /// <summary>Every route that asks for a permission.</summary>
    public static IReadOnlyList<ApiRoute> Of(ApiHost host) =>
        [
            .. host
                .Endpoints.Where(endpoint => PermissionOf(endpoint) is not null)
                .Select(Of)
                .OrderBy(route => route.Name, StringComparer.Ordinal),
        ];

    /// <summary>The permission nearest to the endpoint wins, as in the middleware.</summary>
    public static Permission? PermissionOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<PermissionMetadata>()?.Permission;

    /// <summary>The first segment after <c>/api/v1</c>.</summary>
    public string Segment => Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries)[2];

    public bool HasId => Pattern.Contains("{id", StringComparison.Ordinal) || Pattern.Contains("{name}", StringComparison.Ordinal);

    /// <summary>The path to one thing.</summary>
    public string PathTo(Guid id) =>
        Pattern
            .Replace("{id:guid}", $"{id}", StringComparison.Ordinal)
            // A secret is known by its name, which may well be such a text.
            .Replace("{name}", $"{id}", StringComparison.Ordinal)
            .Replace("{version:int}", "1", StringComparison.Ordinal)
            .Replace("{alias}", "seen", StringComparison.Ordinal)
            .Replace("{index:int}", "0", StringComparison.Ordinal)
            .Replace("{artifactId:guid}", $"{id}", StringComparison.Ordinal)
            .TrimEnd('/');

    public override string ToString() => $"{Method} {Pattern}";

    private static ApiRoute Of(RouteEndpoint endpoint) =>
        new(
            endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName,
            endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single(),
            endpoint.RoutePattern.RawText!,
            PermissionOf(endpoint)!.Value,
            endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType
        );
}
