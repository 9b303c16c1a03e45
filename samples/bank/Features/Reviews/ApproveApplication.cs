using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Reviews;

/// <summary>POST /applications/{applicationId}/approval</summary>
internal static class ApproveApplication
{
    public sealed record Request(string Reviewer, string? Reason = null);

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("approveApplication"),
            async (work, request, cancellationToken) =>
            {
                new Rules().Length("reviewer", request.Reviewer, 1, 100).Length("reason", request.Reason, 0, 500).Enforce();
                var id = http.ApplicationId();
                var taken = await ApplicationStore.TakeAsync(work, id, "approval", cancellationToken, ApplicationStatus.InReview);
                await ReviewStore.CloseAsync(work, id, ReviewOutcome.Approved, request.Reason, cancellationToken);
                return Answer.Of(200, await ApplicationStore.MoveAsync(work, taken, ApplicationStatus.Approved, cancellationToken));
            }
        );
}
