using Npgsql;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Data;

/// <summary>The bank's own record of requests and of the effects they had.</summary>
internal sealed class RequestLogStore(NpgsqlDataSource db)
{
    private const string ArriveSql = """
        insert into request_log (id, method, path, idempotency_key, correlation_id, traceparent) values ($1, $2, $3, $4, $5, $6)
        """;

    private const string FinishSql = "update request_log set status = $2, replayed = $3 where id = $1";

    // In the transaction of the effect itself: there is no effect without its row, and no row without its effect.
    private const string NoteEffectSql = """
        with noted as (insert into effect (request_id, operation) values ($1, $2))
        update request_log set had_effect = true where id = $1
        """;

    private const string RequestsSql = """
        select id, method, path, idempotency_key, correlation_id, traceparent, status, had_effect, replayed, at
        from request_log where $1::text is null or correlation_id = $1 order by at, id
        """;

    private const string EffectsSql = """
        select e.operation, r.path, r.idempotency_key, r.correlation_id, e.request_id, e.at
        from effect e join request_log r on r.id = e.request_id
        where $1::text is null or r.correlation_id = $1 order by e.seq
        """;

    /// <summary>A request as the bank saw it; <c>Status</c> is null while it is under way.</summary>
    public sealed record LoggedRequest(
        Guid Id,
        string Method,
        string Path,
        string? IdempotencyKey,
        string? CorrelationId,
        string? Traceparent,
        int? Status,
        bool HadEffect,
        bool Replayed,
        DateTimeOffset At
    );

    /// <summary>Something the bank did, once.</summary>
    public sealed record Effect(
        string Operation,
        string Path,
        string? IdempotencyKey,
        string? CorrelationId,
        Guid RequestId,
        DateTimeOffset At
    );

    public Task ArriveAsync(Guid id, HttpRequest request, CancellationToken cancellationToken)
    {
        var headers = request.Headers;
        return ExecuteAsync(
            ArriveSql,
            cancellationToken,
            id,
            request.Method,
            request.Path.Value ?? "/",
            headers.TryGetValue(OperationRunner.KeyHeader, out var key) ? key.ToString() : null,
            headers.TryGetValue("x-correlation-id", out var correlation) ? correlation.ToString() : null,
            headers.TryGetValue("traceparent", out var trace) ? trace.ToString() : null
        );
    }

    public Task FinishAsync(Guid id, int status, bool replayed, CancellationToken cancellationToken) =>
        ExecuteAsync(FinishSql, cancellationToken, id, status, replayed);

    public static Task NoteEffectAsync(UnitOfWork work, Guid requestId, string operation, CancellationToken cancellationToken) =>
        work.ExecuteAsync(NoteEffectSql, cancellationToken, requestId, operation);

    public static Task<List<LoggedRequest>> ListRequestsAsync(
        UnitOfWork work,
        string? correlationId,
        CancellationToken cancellationToken
    ) =>
        work.ListAsync(
            RequestsSql,
            row => new LoggedRequest(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                row.TextOrNull(3),
                row.TextOrNull(4),
                row.TextOrNull(5),
                row.GetFieldValue<int?>(6),
                row.GetBoolean(7),
                row.GetBoolean(8),
                row.GetFieldValue<DateTimeOffset>(9)
            ),
            cancellationToken,
            correlationId
        );

    public static Task<List<Effect>> ListEffectsAsync(UnitOfWork work, string? correlationId, CancellationToken cancellationToken) =>
        work.ListAsync(
            EffectsSql,
            row => new Effect(
                row.GetString(0),
                row.GetString(1),
                row.TextOrNull(2),
                row.TextOrNull(3),
                row.GetGuid(4),
                row.GetFieldValue<DateTimeOffset>(5)
            ),
            cancellationToken,
            correlationId
        );

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = db.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
