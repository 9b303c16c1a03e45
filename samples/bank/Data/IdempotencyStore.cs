using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Data;

/// <summary>The answers kept for idempotency keys.</summary>
internal static class IdempotencyStore
{
    // A second request with the key waits here until the first one's transaction ends: if that commits, it finds the
    // answer; if it rolls back, the key is free and the second one goes ahead.
    private const string ClaimSql = "insert into idempotency (key, request_hash) values ($1, $2) on conflict (key) do nothing";

    private const string FindSql = "select request_hash, status, body, location from idempotency where key = $1";

    private const string KeepSql = "update idempotency set status = $2, body = $3, location = $4 where key = $1";

    /// <summary>Null when the key is this request's now, otherwise the answer of the request that had it first.</summary>
    public static async Task<Answer?> ClaimAsync(UnitOfWork work, string key, byte[] requestHash, CancellationToken cancellationToken)
    {
        if (await work.ExecuteAsync(ClaimSql, cancellationToken, key, requestHash) == 1)
        {
            return null;
        }

        var (hash, answer) = await work.OneAsync(
            FindSql,
            row => (row.GetFieldValue<byte[]>(0), new Answer(row.GetInt32(1), row.GetString(2), row.TextOrNull(3))),
            cancellationToken,
            key
        );
        return hash.AsSpan().SequenceEqual(requestHash)
            ? answer
            : throw new BankException(ErrorCode.Conflict, $"the {OperationRunner.KeyHeader} was used for another request");
    }

    public static Task KeepAnswerAsync(UnitOfWork work, string key, Answer answer, CancellationToken cancellationToken) =>
        work.ExecuteAsync(KeepSql, cancellationToken, key, answer.Status, answer.Json, answer.Location);
}
