using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Faults;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>POST /applications/{applicationId}/score</summary>
internal static class ScoreApplicant
{
    public sealed record Response(
        Guid ApplicationId,
        int Score,
        ApplicationStatus Decision,
        ApplicationStatus ApplicationStatus,
        IReadOnlyList<string> Reasons
    );

    public static Task HandleAsync(HttpContext http, OperationRunner runner, FaultSwitch faults) =>
        runner.RunAsync<NoBody>(
            http,
            new Operation("scoreApplicant"),
            async (work, _, cancellationToken) =>
            {
                if (faults.Is(BankFault.Scoring500))
                {
                    throw new BankException(ErrorCode.InternalServerError, "scoring is out of order (fault scoring-500)");
                }

                var id = http.ApplicationId();
                var application = await ApplicationStore.TakeAsync(work, id, "score", cancellationToken, ApplicationStatus.Submitted);
                var (score, reasons) = ScorePolicy.Score(application);
                var decision = ScorePolicy.Decide(score);
                if (faults.Is(BankFault.WrongDecision) && decision == ApplicationStatus.Approved)
                {
                    decision = ApplicationStatus.Rejected;
                }

                await ApplicationStore.MoveAsync(work, application, decision, cancellationToken, score);
                return Answer.Of(200, new Response(id, score, decision, decision, reasons));
            }
        );
}
