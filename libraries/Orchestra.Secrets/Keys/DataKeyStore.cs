using Npgsql;

namespace Orchestra.Secrets.Keys;

/// <summary>Reads and makes tenants' data keys.</summary>
internal sealed class DataKeyStore(MasterKeys masters)
{
    private const string CurrentSql = """
        select number, master_key_id, wrapped from secrets.data_key where tenant_id = @tenant order by number desc limit 1
        """;

    // Of two requests that make the first key one wins; both then read the same.
    private const string AddSql = """
        insert into secrets.data_key (tenant_id, number, master_key_id, wrapped) values (@tenant, @number, @master, @wrapped)
        on conflict do nothing
        """;

    /// <summary>The key that new values are sealed with; made where the tenant has none.</summary>
    /// <exception cref="MasterKeyMissingException">There is no master key, or not the one that wrapped it.</exception>
    public async Task<DataKey> CurrentAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        if (await FindCurrentAsync(connection, tenantId, cancellationToken) is { } key)
        {
            return key;
        }

        await AddAsync(connection, tenantId, DataKey.Create(tenantId, 1), cancellationToken);
        return await FindCurrentAsync(connection, tenantId, cancellationToken)
            ?? throw new InvalidOperationException("a data key that was just made cannot be seen");
    }

    public async Task AddAsync(NpgsqlConnection connection, Guid tenantId, DataKey key, CancellationToken cancellationToken)
    {
        var master = masters.Current;
        await using var command = new NpgsqlCommand(AddSql, connection);
        command.Parameters.AddWithValue("tenant", tenantId);
        command.Parameters.AddWithValue("number", key.Number);
        command.Parameters.AddWithValue("master", master.Id);
        command.Parameters.AddWithValue("wrapped", key.Wrap(master));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A key from its row.</summary>
    /// <exception cref="MasterKeyMissingException">No listed master key opens it.</exception>
    public DataKey Unwrap(Guid tenantId, int number, string masterKeyId, byte[] wrapped) =>
        masters.Find(masterKeyId) is { } master && DataKey.Unwrap(master, tenantId, number, wrapped) is { } key
            ? key
            : throw new MasterKeyMissingException(
                $"the tenant's data key {number} cannot be opened: list the master key {masterKeyId} in Secrets__MasterKeyFile"
            );

    public async Task<DataKey?> FindCurrentAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CurrentSql, connection);
        command.Parameters.AddWithValue("tenant", tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? Unwrap(tenantId, reader.GetInt32(0), reader.GetString(1), (byte[])reader[2])
            : null;
    }
}
