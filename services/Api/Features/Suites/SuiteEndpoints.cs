using Orchestra.Api.Etags;
using Orchestra.Api.Features.Scenarios;
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
            .WithSummary("Generate the suite of a process, or make an empty one")
            .RequirePermission(Permission.Design)
            .Idempotent();
        suites.MapGet("/", ListSuites.HandleAsync).WithName("ListSuites").WithSummary("The tenant's suites");
        suites.MapGet("/{id:guid}", GetSuite.HandleAsync).WithName("GetSuite").WithSummary("One suite").HasEtag();
        suites
            .MapPut("/{id:guid}", ChangeSuite.HandleAsync)
            .WithName("ChangeSuite")
            .WithSummary("Give a suite another name or other specs")
            .DemandsEtag()
            .RequirePermission(Permission.Design);
        suites.MapGet("/{id:guid}/coverage", GetSuite.CoverageAsync).WithName("GetSuiteCoverage").WithSummary("What the suite covers");
        suites.MapGet("/{id:guid}/scenarios", GetSuite.ScenariosAsync).WithName("GetSuiteScenarios").WithSummary("The suite's scenarios");
        suites
            .MapPost("/{id:guid}/scenarios", CreateScenario.HandleAsync)
            .WithName("CreateScenario")
            .WithSummary("Add a scenario made by hand")
            .HasEtag()
            .RequirePermission(Permission.Design)
            .Idempotent();
        suites
            .MapPut("/{id:guid}/bindings", PutBindings.HandleAsync)
            .WithName("PutBindings")
            .WithSummary("Give tasks their endpoints, from the next generation on")
            .DemandsEtag()
            .RequirePermission(Permission.Design);
        suites
            .MapPost("/{id:guid}/regenerate", RegenerateSuite.HandleAsync)
            .WithName("RegenerateSuite")
            .WithSummary("Generate again and keep what was changed by hand")
            .TakesEtag()
            .RequirePermission(Permission.Design);
        suites
            .MapDelete("/{id:guid}", DeleteSuite.HandleAsync)
            .WithName("DeleteSuite")
            .WithSummary("Delete a suite and its scenarios; its runs stay")
            .RequirePermission(Permission.Design);
    }
}
