using Npgsql;
using NpgsqlTypes;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Artifacts;

/// <summary>
/// Writes what is too large for the journal before the journal names it. An artifact counts only by its mark in a step's payload, which
/// is written under the lease: what was left behind by a crash or a lost lease is seen by nobody.
/// </summary>
public sealed class ArtifactStore(NpgsqlDataSource worker, TimeProvider time)
{
    /// <summary>Bytes of one chunk; the last one of an artifact may be shorter.</summary>
    public const int ChunkBytes = 256 * 1024;

    // As long as a write to the journal is tried again (JournalWriter).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private const string HeadSql = $"""
        insert into runs.artifact (tenant_id, run_id, id, step_index, attempt, lease_epoch, part, content_type, bytes)
        select tenant_id, id, @artifact, @step, @attempt, @epoch, @part, @type, @bytes from runs.test_run where {Fence.Sql}
        """;

    private const string ChunkSql = """
        insert into runs.artifact_chunk (tenant_id, run_id, artifact_id, number, content) values (@tenant, @run, @artifact, @number, @content)
        """;

    private const string ReadSql = """
        select content from runs.artifact_chunk where tenant_id = @tenant and run_id = @run and artifact_id = @artifact order by number
        """;

    /// <summary>Writes artifacts of one attempt of a step, all or none.</summary>
    /// <returns>Their marks; null when the lease is lost: then nothing was written.</returns>
    public async Task<IReadOnlyList<ArtifactMark>?> WriteAsync(
        RunLease lease,
        int stepIndex,
        int attempt,
        IReadOnlyList<ArtifactContent> contents,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await WriteOnceAsync(lease, stepIndex, attempt, contents, cancellationToken);
            }
            catch (NpgsqlException e) when (IsPassing(e) && time.GetElapsedTime(began) < Patience)
            {
                // Perhaps it was committed: the next try has ids of its own, and the first stays unnamed.
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>All of an artifact.</summary>
    /// <exception cref="InvalidDataException">It is not there, or not whole.</exception>
    public async Task<byte[]> ReadAsync(Guid tenantId, Guid runId, ArtifactMark mark, CancellationToken cancellationToken)
    {
        await using var command = worker.CreateCommand(ReadSql);
        command.Parameters.AddWithValue("tenant", tenantId);
        command.Parameters.AddWithValue("run", runId);
        command.Parameters.AddWithValue("artifact", mark.Id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ChunkRows.ReadAsync(reader, runId, mark, cancellationToken);
    }

    private async Task<IReadOnlyList<ArtifactMark>?> WriteOnceAsync(
        RunLease lease,
        int stepIndex,
        int attempt,
        IReadOnlyList<ArtifactContent> contents,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await worker.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var marks = new List<ArtifactMark>();
        foreach (var content in contents)
        {
            var mark = new ArtifactMark(content.Part, Guid.CreateVersion7(time.GetUtcNow()), content.ContentType, content.Content.Length);
            await using var head = new NpgsqlCommand(HeadSql, connection);
            Add(head, lease, mark);
            head.Parameters.AddWithValue("epoch", lease.Epoch);
            head.Parameters.AddWithValue("step", stepIndex);
            head.Parameters.AddWithValue("attempt", attempt);
            head.Parameters.AddWithValue("part", WireNames.Of(mark.Part));
            head.Parameters.AddWithValue("type", mark.ContentType);
            head.Parameters.AddWithValue("bytes", mark.Bytes);
            if (await head.ExecuteNonQueryAsync(cancellationToken) == 0)
            {
                return null;
            }

            await WriteChunksAsync(connection, lease, mark, content.Content, cancellationToken);
            marks.Add(mark);
        }

        await transaction.CommitAsync(cancellationToken);
        return marks;
    }

    private static async Task WriteChunksAsync(
        NpgsqlConnection connection,
        RunLease lease,
        ArtifactMark mark,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        for (var number = 0; number * ChunkBytes < content.Length; number++)
        {
            await using var chunk = new NpgsqlCommand(ChunkSql, connection);
            Add(chunk, lease, mark);
            chunk.Parameters.AddWithValue("number", number);
            var start = number * ChunkBytes;
            chunk.Parameters.AddWithValue(
                "content",
                NpgsqlDbType.Bytea,
                content.Slice(start, Math.Min(ChunkBytes, content.Length - start))
            );
            await chunk.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void Add(NpgsqlCommand command, RunLease lease, ArtifactMark mark)
    {
        command.Parameters.AddWithValue("tenant", lease.TenantId);
        command.Parameters.AddWithValue("run", lease.RunId);
        command.Parameters.AddWithValue("artifact", mark.Id);
    }

    // The connection broke, or the server goes or comes.
    private static bool IsPassing(NpgsqlException exception) =>
        exception is not PostgresException { SqlState: var state }
        || state.StartsWith("08", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal)
        || state.StartsWith("53", StringComparison.Ordinal);
}
