using Orchestra.Api.Etags;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Scenarios;

internal static class ScenarioEndpoints
{
    public static void MapScenarios(this IEndpointRouteBuilder app)
    {
        var scenarios = app.MapGroup("/api/v1/scenarios/{id:guid}").WithTags("Scenarios").RequirePermission(Permission.View);
        scenarios.MapGet("/", GetScenario.HandleAsync).WithName("GetScenario").WithSummary("A scenario at its latest version").HasEtag();
        scenarios
            .MapGet("/versions", GetScenario.VersionsAsync)
            .WithName("GetScenarioVersions")
            .WithSummary("The scenario's versions, oldest first");
        scenarios
            .MapGet("/versions/{version:int}", GetScenario.VersionAsync)
            .WithName("GetScenarioVersion")
            .WithSummary("A scenario at one version");
        scenarios.MapGet("/diff", DiffScenario.HandleAsync).WithName("DiffScenario").WithSummary("What differs between two versions");
        var changes = scenarios.MapGroup("").RequirePermission(Permission.Design);
        changes
            .MapPut("/", ChangeScenario.HandleAsync)
            .WithName("ChangeScenario")
            .WithSummary("Make a new version of a scenario")
            .DemandsEtag();
        changes
            .MapDelete("/", DeleteScenario.HandleAsync)
            .WithName("DeleteScenario")
            .WithSummary("Delete a scenario and its versions; its runs stay");
        changes
            .MapPost("/publish", SetScenarioStatus.PublishAsync)
            .WithName("PublishScenario")
            .WithSummary("Publish a version: runs take the latest published one")
            .TakesEtag();
        changes
            .MapPost("/deprecate", SetScenarioStatus.DeprecateAsync)
            .WithName("DeprecateScenario")
            .WithSummary("Deprecate a version: it is kept for history")
            .TakesEtag();
        changes
            .MapPost("/proposals/{alias}/accept", DecideProposal.AcceptAsync)
            .WithName("AcceptProposal")
            .WithSummary("Make a step of a proposal, at its place")
            .DemandsEtag();
        changes
            .MapPost("/proposals/{alias}/reject", DecideProposal.RejectAsync)
            .WithName("RejectProposal")
            .WithSummary("Drop a proposal for good")
            .DemandsEtag();
        changes
            .MapPost("/lock", LockScenario.LockAsync)
            .WithName("LockScenario")
            .WithSummary("Keep others from changing a scenario for a while");
        changes.MapPost("/unlock", LockScenario.UnlockAsync).WithName("UnlockScenario").WithSummary("Let others change it again");
    }
}
