using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>
/// POST /scenarios/{id}/proposals/{alias}/accept and /reject: a new version, with the proposed step or without; either way the proposal is
/// gone. Both are changes by hand, which a generation leaves.
/// </summary>
internal static class DecideProposal
{
    public static Task<Ok<ScenarioResponse>> AcceptAsync(
        Guid id,
        string alias,
        [AsParameters] ScenarioChange change,
        CancellationToken cancellationToken
    ) => DecideAsync(id, alias, accepts: true, change, cancellationToken);

    public static Task<Ok<ScenarioResponse>> RejectAsync(
        Guid id,
        string alias,
        [AsParameters] ScenarioChange change,
        CancellationToken cancellationToken
    ) => DecideAsync(id, alias, accepts: false, change, cancellationToken);

    private static Task<Ok<ScenarioResponse>> DecideAsync(
        Guid id,
        string alias,
        bool accepts,
        ScenarioChange change,
        CancellationToken cancellationToken
    ) =>
        change.UnitOfWork.RunAsync(
            async () =>
            {
                var row = await change.FindAsync(id, demandsEtag: true, cancellationToken);
                var latest = await GetScenario.FindVersionAsync(id, row.LatestVersion, change.Db, cancellationToken);
                var proposal =
                    latest.Body.Proposals?.FirstOrDefault(item => item.Alias == alias) ?? throw ApiException.NotFound("proposal");
                var decided = accepts ? Accept(latest.Body, proposal) : ScenarioProposals.Reject(latest.Body, proposal);
                var version = await change.Store.AddVersionAsync(row, decided, cancellationToken);
                return TypedResults.Ok(change.Answer(row, version));
            },
            cancellationToken
        );

    private static TestScenario Accept(TestScenario scenario, StepProposal proposal)
    {
        if (scenario.Steps.Any(step => step.Alias == proposal.Alias || step.Id == proposal.Alias))
        {
            throw new ApiException(
                ErrorCode.Conflict,
                $"the scenario has a step '{proposal.Alias}' already: rename it, or reject the proposal"
            );
        }

        // Proposals can be written by hand, too.
        var accepted = ScenarioProposals.Accept(scenario, proposal);
        var faults = StepCheck.FaultsByStep(accepted.Steps, new HashSet<EndpointRef>()).Where(fault => fault.Alias == proposal.Alias);
        return faults.FirstOrDefault() is { Message: { } message }
            ? throw new ApiException(ErrorCode.Conflict, $"the proposal makes no good step: {message}")
            : accepted;
    }
}
