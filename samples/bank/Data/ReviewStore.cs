using Orchestra.Samples.Bank.Features.Reviews;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Data;

/// <summary>Rounds of review, and the documents asked for and given.</summary>
internal static class ReviewStore
{
    private const string OpenSql = """
        insert into review (id, application_id, round, reviewer, noted_outcome) values ($1, $2, $3, $4, $5) returning started_at
        """;

    // A round is closed once: the application's state lets only one outcome through.
    private const string CloseSql = """
        update review set outcome = $2, reason = $3
        where application_id = $1 and outcome is null and (noted_outcome is null or noted_outcome = $2)
        """;

    private const string RequestSql = """
        insert into document_request (id, application_id, document_types, note) values ($1, $2, $3, $4) returning requested_at
        """;

    private const string CountRequestsSql = "select count(*)::int from document_request where application_id = $1";

    private const string UploadSql = """
        insert into document (id, application_id, type, file_name, content, sha256) values ($1, $2, $3, $4, $5, $6) returning uploaded_at
        """;

    public static Task<DateTimeOffset> OpenAsync(
        UnitOfWork work,
        Guid id,
        Guid applicationId,
        int round,
        ReviewApplication.Request request,
        CancellationToken cancellationToken
    ) =>
        work.OneAsync(
            OpenSql,
            row => row.GetFieldValue<DateTimeOffset>(0),
            cancellationToken,
            id,
            applicationId,
            round,
            request.Reviewer,
            request.Outcome is { } outcome ? BankJson.TextOf(outcome) : null
        );

    /// <summary>Ends the open round; one that the reviewer noted another outcome for is refused.</summary>
    public static async Task CloseAsync(
        UnitOfWork work,
        Guid applicationId,
        ReviewOutcome outcome,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var text = BankJson.TextOf(outcome);
        if (await work.ExecuteAsync(CloseSql, cancellationToken, applicationId, text, reason) == 0)
        {
            throw new BankException(ErrorCode.Conflict, $"the reviewer noted another outcome than {text} for this round");
        }
    }

    public static Task<int> CountRequestsAsync(UnitOfWork work, Guid applicationId, CancellationToken cancellationToken) =>
        work.OneAsync(CountRequestsSql, row => row.GetInt32(0), cancellationToken, applicationId);

    public static Task<DateTimeOffset> RequestDocumentsAsync(
        UnitOfWork work,
        Guid id,
        Guid applicationId,
        RequestDocuments.Request request,
        CancellationToken cancellationToken
    ) =>
        work.OneAsync(
            RequestSql,
            row => row.GetFieldValue<DateTimeOffset>(0),
            cancellationToken,
            id,
            applicationId,
            request.DocumentTypes.Select(BankJson.TextOf).ToArray(),
            request.Note
        );

    public static Task<DateTimeOffset> UploadAsync(
        UnitOfWork work,
        Guid id,
        Guid applicationId,
        UploadDocument.Request request,
        string sha256,
        CancellationToken cancellationToken
    ) =>
        work.OneAsync(
            UploadSql,
            row => row.GetFieldValue<DateTimeOffset>(0),
            cancellationToken,
            id,
            applicationId,
            BankJson.TextOf(request.Type),
            request.FileName,
            request.Content,
            sha256
        );
}
