using Orchestra.Api.Idempotency;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Specs;

internal static class SpecEndpoints
{
    public static void MapSpecs(this IEndpointRouteBuilder app)
    {
        var specs = app.MapGroup("/api/v1/specs").WithTags("Specs").RequirePermission(Permission.View);
        specs
            .MapPost("/", ImportSpec.HandleAsync)
            .WithName("ImportSpec")
            .WithSummary("Import the spec of a service")
            .RequirePermission(Permission.Design)
            .Idempotent();
        specs.MapGet("/", ListSpecs.HandleAsync).WithName("ListSpecs").WithSummary("The tenant's specs");
        specs.MapGet("/{id:guid}", GetSpec.HandleAsync).WithName("GetSpec").WithSummary("One spec with its content");
        specs.MapGet("/{id:guid}/endpoints", GetSpec.EndpointsAsync).WithName("GetSpecEndpoints").WithSummary("The endpoints found");
    }
}
