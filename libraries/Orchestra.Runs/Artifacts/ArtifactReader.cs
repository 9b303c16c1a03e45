using Npgsql;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Reading;

namespace Orchestra.Runs.Artifacts;

/// <summary>Reads one tenant's artifacts for requests.</summary>
public sealed class ArtifactReader(NpgsqlDataSource app)
{
    private const string AllSql = """
        select content from runs.artifact_chunk where tenant_id = @tenant and run_id = @run and artifact_id = @artifact order by number
        """;

    private const string OneSql = """
        select content from runs.artifact_chunk
        where tenant_id = @tenant and run_id = @run and artifact_id = @artifact and number = @number
        """;

    /// <summary>All of an artifact.</summary>
    /// <exception cref="InvalidDataException">It is not there, or not whole.</exception>
    public async Task<byte[]> ReadAsync(Guid tenantId, Guid runId, ArtifactMark mark, CancellationToken cancellationToken)
    {
        await using var query = QueryOf(tenantId, runId, mark, AllSql);
        await using var reader = await query.ReadAsync(cancellationToken);
        return await ChunkRows.ReadAsync(reader, runId, mark, cancellationToken);
    }

    /// <summary>An artifact as a stream that can seek and holds one chunk at a time.</summary>
    public Stream Open(Guid tenantId, Guid runId, ArtifactMark mark) =>
        new ArtifactStream(mark.Bytes, (number, token) => ChunkAsync(tenantId, runId, mark, number, token));

    private async Task<byte[]> ChunkAsync(Guid tenantId, Guid runId, ArtifactMark mark, int number, CancellationToken cancellationToken)
    {
        await using var query = QueryOf(tenantId, runId, mark, OneSql);
        query.Parameters.AddWithValue("number", number);
        await using var reader = await query.ReadAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<byte[]>(0) : throw ChunkRows.NotWhole(runId, mark);
    }

    private TenantQuery QueryOf(Guid tenantId, Guid runId, ArtifactMark mark, string sql)
    {
        var query = new TenantQuery(app, tenantId, sql);
        query.Parameters.AddWithValue("run", runId);
        query.Parameters.AddWithValue("artifact", mark.Id);
        return query;
    }
}
