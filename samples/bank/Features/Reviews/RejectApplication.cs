using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Reviews;

/// <summary>POST /applications/{applicationId}/rejection</summary>
internal static class RejectApplication
{
    public sealed record Request(string Reviewer, string Reason);

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("rejectApplication"),
            async (work, request, cancellationToken) =>
            {
                new Rules().Length("reviewer", request.Reviewer, 1, 100).Length("reason", request.Reason, 1, 500).Enforce();
                var id = http.ApplicationId();
                var taken = await ApplicationStore.TakeAsync(work, id, "rejection", cancellationToken, ApplicationStatus.InReview);
                await ReviewStore.CloseAsync(work, id, ReviewOutcome.Rejected, request.Reason, cancellationToken);
                return Answer.Of(200, await ApplicationStore.MoveAsync(work, taken, ApplicationStatus.Rejected, cancellationToken));
            }
        );
}
