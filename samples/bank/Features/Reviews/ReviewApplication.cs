using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Reviews;

/// <summary>POST /applications/{applicationId}/reviews</summary>
internal static class ReviewApplication
{
    public sealed record Request(string Reviewer, ReviewOutcome? Outcome = null);

    public sealed record Response(
        Guid Id,
        Guid ApplicationId,
        int Round,
        string Reviewer,
        ReviewOutcome? Outcome,
        ApplicationStatus ApplicationStatus,
        DateTimeOffset StartedAt
    );

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("reviewApplication"),
            async (work, request, cancellationToken) =>
            {
                new Rules().Length("reviewer", request.Reviewer, 1, 100).Enforce();
                var taken = await ApplicationStore.TakeAsync(
                    work,
                    http.ApplicationId(),
                    "review",
                    cancellationToken,
                    ApplicationStatus.ManualReview
                );
                var moved = await ApplicationStore.MoveAsync(work, taken, ApplicationStatus.InReview, cancellationToken, newRound: true);
                var (id, round) = (work.NewId(), moved.ReviewRounds);
                var startedAt = await ReviewStore.OpenAsync(work, id, moved.Id, round, request, cancellationToken);
                var answer = new Response(id, moved.Id, round, request.Reviewer, request.Outcome, moved.Status, startedAt);
                return Answer.Of(201, answer);
            }
        );
}
