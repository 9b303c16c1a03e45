using Npgsql;

namespace Orchestra.Runs.Reading;

/// <summary>
/// A query of one tenant in one round trip: the tenant is set for the batch's implicit transaction alone, so nothing of it can
/// survive on a pooled connection.
/// </summary>
internal sealed class TenantQuery : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch;
    private readonly NpgsqlBatchCommand _query;

    public TenantQuery(NpgsqlDataSource app, Guid tenantId, string sql)
    {
        _batch = app.CreateBatch();
        var tenant = new NpgsqlBatchCommand("select set_config('orchestra.tenant_id', @tenant, true)");
        tenant.Parameters.AddWithValue("tenant", tenantId.ToString());
        _query = new NpgsqlBatchCommand(sql);
        _batch.BatchCommands.Add(tenant);
        _batch.BatchCommands.Add(_query);
        _query.Parameters.AddWithValue("tenant", tenantId);
    }

    public NpgsqlParameterCollection Parameters => _query.Parameters;

    /// <summary>A reader that stands before the first row of the query.</summary>
    public async Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = await _batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return reader;
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();
}
