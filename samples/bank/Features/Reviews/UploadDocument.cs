using System.Security.Cryptography;
using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Reviews;

/// <summary>POST /applications/{applicationId}/documents</summary>
internal static class UploadDocument
{
    private const int MaxBytes = 64 * 1024;

    public sealed record Request(DocumentType Type, string FileName, byte[] Content);

    public sealed record Response(
        Guid Id,
        Guid ApplicationId,
        DocumentType Type,
        string FileName,
        int SizeBytes,
        string Sha256,
        ApplicationStatus ApplicationStatus,
        DateTimeOffset UploadedAt
    );

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("uploadDocument"),
            async (work, request, cancellationToken) =>
            {
                var size = request.Content.Length;
                new Rules()
                    .Length("fileName", request.FileName, 1, 200)
                    .Require(size is >= 1 and <= MaxBytes, "content", $"must be 1 to {MaxBytes} bytes")
                    .Enforce();
                var id = http.ApplicationId();
                var taken = await ApplicationStore.TakeAsync(work, id, "an upload", cancellationToken, ApplicationStatus.AwaitingDocuments);
                var moved = await ApplicationStore.MoveAsync(work, taken, ApplicationStatus.ManualReview, cancellationToken);
                var (documentId, sha256) = (work.NewId(), Convert.ToHexStringLower(SHA256.HashData(request.Content)));
                var uploadedAt = await ReviewStore.UploadAsync(work, documentId, id, request, sha256, cancellationToken);
                return Answer.Of(201, new Response(documentId, id, request.Type, request.FileName, size, sha256, moved.Status, uploadedAt));
            }
        );
}
