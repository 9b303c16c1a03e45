using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Messages;

/// <summary>POST /applications/{applicationId}/rejection-letters</summary>
internal static class SendRejectionLetter
{
    public sealed record Request(Language Language);

    public sealed record Response(
        Guid Id,
        Guid ApplicationId,
        Language Language,
        ApplicationStatus ApplicationStatus,
        DateTimeOffset SentAt
    );

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("sendRejectionLetter"),
            async (work, request, cancellationToken) =>
            {
                var id = http.ApplicationId();
                var taken = await ApplicationStore.TakeAsync(work, id, "a rejection letter", cancellationToken, ApplicationStatus.Rejected);
                var letter =
                    await MessageStore.SendLetterAsync(work, id, request.Language, cancellationToken)
                    ?? throw new BankException(ErrorCode.Conflict, "the rejection letter was sent already");
                return Answer.Of(201, new Response(letter.Id, id, request.Language, taken.Status, letter.SentAt));
            }
        );
}
