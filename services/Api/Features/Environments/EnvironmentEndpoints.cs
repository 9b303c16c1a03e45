using Orchestra.Api.Etags;
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
            .HasEtag()
            .RequirePermission(Permission.Administer)
            .Idempotent();
        environments.MapGet("/", GetEnvironments.ListAsync).WithName("ListEnvironments").WithSummary("The tenant's environments");
        environments.MapGet("/{id:guid}", GetEnvironments.HandleAsync).WithName("GetEnvironment").WithSummary("One environment").HasEtag();
        environments
            .MapPut("/{id:guid}", ChangeEnvironment.HandleAsync)
            .WithName("ChangeEnvironment")
            .WithSummary("Change an environment; runs keep what they were planned with")
            .DemandsEtag()
            .RequirePermission(Permission.Administer);
        environments
            .MapDelete("/{id:guid}", DeleteEnvironment.HandleAsync)
            .WithName("DeleteEnvironment")
            .WithSummary("Delete an environment in which nothing runs")
            .RequirePermission(Permission.Administer);
        environments
            .MapPost("/{id:guid}/check", CheckEnvironment.HandleAsync)
            .WithName("CheckEnvironment")
            .WithSummary("Try each service and the servers of each profile")
            .RequirePermission(Permission.Administer);
    }
}
