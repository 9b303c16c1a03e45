using Npgsql;

namespace Orchestra.Runs.Reading;

/// <summary>Reads events of a run or a suite run.</summary>
internal static class EventRows
{
    public static async Task<IReadOnlyList<LedgerEvent>> ReadAsync(
        NpgsqlDataSource app,
        Guid tenantId,
        string sql,
        Guid id,
        long after,
        CancellationToken cancellationToken
    )
    {
        await using var query = new TenantQuery(app, tenantId, sql);
        query.Parameters.AddWithValue("id", id);
        query.Parameters.AddWithValue("after", after);
        await using var reader = await query.ReadAsync(cancellationToken);
        var events = new List<LedgerEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(
                new LedgerEvent(
                    reader.GetInt64(0),
                    reader.GetString(1),
                    reader.GetFieldValue<string>(2),
                    reader.GetFieldValue<DateTimeOffset>(3)
                )
            );
        }

        return events;
    }
}
