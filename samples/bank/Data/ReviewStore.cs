using Orchestra.Samples.Bank.Features.Reviews;

namespace Orchestra.Samples.Bank.Data;

/// <summary>Rounds of review, and the documents asked for and given.</summary>
internal static class ReviewStore
{
    private const string OpenSql = """
        insert into review (id, application_id, round, reviewer) values ($1, $2, $3, $4) returning started_at
        """;

    // A round is closed once: the application's state lets only one outcome through.
    private const string CloseSql = """
        update review set outcome = $2, reason = $3 where application_id = $1 and outcome is null
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
        string reviewer,
        CancellationToken cancellationToken
    ) => work.OneAsync(OpenSql, row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken, id, applicationId, round, reviewer);

    public static Task CloseAsync(
        UnitOfWork work,
        Guid applicationId,
        string outcome,
        string? reason,
        CancellationToken cancellationToken
    ) => work.ExecuteAsync(CloseSql, cancellationToken, applicationId, outcome, reason);

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
