using Orchestra.Api.Idempotency;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Environments;

internal static class EnvironmentEndpoints
{
    public static void MapEnvironments(this IEndpointRouteBuilder app)
    {
        var environments = app.MapGroup("/api/v1/environments").WithTags("Environments").RequirePermission(Permission.View);
        environments
            .MapPost("/", CreateEnvironment.HandleAsync)
            .WithName("CreateEnvironment")
            .WithSummary("Create an environment")
            .RequirePermission(Permission.Administer)
            .Idempotent();
        environments.MapGet("/", GetEnvironments.ListAsync).WithName("ListEnvironments").WithSummary("The tenant's environments");
        environments.MapGet("/{id:guid}", GetEnvironments.HandleAsync).WithName("GetEnvironment").WithSummary("One environment");
    }
}
