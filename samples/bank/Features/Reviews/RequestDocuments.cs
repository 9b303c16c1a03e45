using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Reviews;

/// <summary>POST /applications/{applicationId}/document-requests</summary>
internal static class RequestDocuments
{
    private const int MaxRequests = 3;

    public sealed record Request(IReadOnlyList<DocumentType> DocumentTypes, string? Note = null);

    public sealed record Response(
        Guid Id,
        Guid ApplicationId,
        IReadOnlyList<DocumentType> DocumentTypes,
        string? Note,
        ApplicationStatus ApplicationStatus,
        DateTimeOffset RequestedAt
    );

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("requestDocuments"),
            async (work, request, cancellationToken) =>
            {
                Check(request);
                var id = http.ApplicationId();
                var taken = await ApplicationStore.TakeAsync(work, id, "a document request", cancellationToken, ApplicationStatus.InReview);
                if (await ReviewStore.CountRequestsAsync(work, id, cancellationToken) >= MaxRequests)
                {
                    throw new BankException(ErrorCode.Conflict, $"documents were requested {MaxRequests} times: approve or reject");
                }

                await ReviewStore.CloseAsync(work, id, ReviewOutcome.NeedsDocuments, request.Note, cancellationToken);
                var moved = await ApplicationStore.MoveAsync(work, taken, ApplicationStatus.AwaitingDocuments, cancellationToken);
                var requestId = work.NewId();
                var requestedAt = await ReviewStore.RequestDocumentsAsync(work, requestId, id, request, cancellationToken);
                return Answer.Of(201, new Response(requestId, id, request.DocumentTypes, request.Note, moved.Status, requestedAt));
            }
        );

    private static void Check(Request request) =>
        new Rules()
            .Require(request.DocumentTypes.Count is >= 1 and <= 3, "documentTypes", "must have 1 to 3 items")
            .Require(request.DocumentTypes.Distinct().Count() == request.DocumentTypes.Count, "documentTypes", "must not repeat an item")
            .Length("note", request.Note, 0, 500)
            .Enforce();
}
