using Orchestra.Api.Idempotency;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Suites;

internal static class SuiteEndpoints
{
    public static void MapSuites(this IEndpointRouteBuilder app)
    {
        var suites = app.MapGroup("/api/v1/suites").WithTags("Suites").RequirePermission(Permission.View);
        suites
            .MapPost("/", GenerateSuite.HandleAsync)
            .WithName("GenerateSuite")
            .WithSummary("Generate the suite of a process")
            .RequirePermission(Permission.Design)
            .Idempotent();
        suites.MapGet("/", ListSuites.HandleAsync).WithName("ListSuites").WithSummary("The tenant's suites");
        suites.MapGet("/{id:guid}", GetSuite.HandleAsync).WithName("GetSuite").WithSummary("One suite");
        suites.MapGet("/{id:guid}/coverage", GetSuite.CoverageAsync).WithName("GetSuiteCoverage").WithSummary("What the suite covers");
        suites.MapGet("/{id:guid}/scenarios", GetSuite.ScenariosAsync).WithName("GetSuiteScenarios").WithSummary("The suite's scenarios");
        suites
            .MapDelete("/{id:guid}", DeleteSuite.HandleAsync)
            .WithName("DeleteSuite")
            .WithSummary("Delete a suite and its scenarios; its runs stay")
            .RequirePermission(Permission.Design);
        app.MapGet("/api/v1/scenarios/{id:guid}", GetScenario.HandleAsync)
            .WithTags("Scenarios")
            .WithName("GetScenario")
            .WithSummary("A scenario at its latest version")
            .RequirePermission(Permission.View);
    }
}
