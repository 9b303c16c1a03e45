using Npgsql;

namespace Orchestra.Samples.Bank.Data;

/// <summary>One transaction; disposed without a commit it leaves nothing.</summary>
internal sealed class UnitOfWork(NpgsqlConnection connection, NpgsqlTransaction transaction, TimeProvider time) : IAsyncDisposable
{
    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first row, or null where there is none.</summary>
    public async Task<T?> FindAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> map,
        CancellationToken cancellationToken,
        params object?[] values
    )
        where T : class
    {
        var rows = await ListAsync(sql, map, cancellationToken, values);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The row of a statement that always answers one.</summary>
    public async Task<T> OneAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> map,
        CancellationToken cancellationToken,
        params object?[] values
    ) => (await ListAsync(sql, map, cancellationToken, values)).Single();

    public async Task<List<T>> ListAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> map,
        CancellationToken cancellationToken,
        params object?[] values
    )
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
