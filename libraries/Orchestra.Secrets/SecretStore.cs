using Npgsql;
using NpgsqlTypes;
using Orchestra.Secrets.Keys;

namespace Orchestra.Secrets;

/// <summary>A tenant's secrets as requests see them: written, replaced, deleted and listed, never read back.</summary>
public sealed class SecretStore(MasterKeys masters)
{
    private const string Columns = "id, name, version, created_at, created_by, changed_at, changed_by";

    private const string CreateSql = $"""
        insert into secrets.secret (tenant_id, name, id, version, key_number, sealed, created_by, changed_by)
        values (@tenant, @name, @id, 1, @key, @sealed, @by, @by) on conflict do nothing returning {Columns}
        """;

    // The version is bound to the sealed value: it may only replace the one that it was sealed after.
    private const string ReplaceSql = $"""
        update secrets.secret set version = @version, key_number = @key, sealed = @sealed, changed_at = now(), changed_by = @by
        where tenant_id = @tenant and name = @name and version = @version - 1 returning {Columns}
        """;

    private const string FindSql = $"select {Columns} from secrets.secret where tenant_id = @tenant and name = @name";

    private const string DeleteSql = "delete from secrets.secret where tenant_id = @tenant and name = @name";

    private const string ListSql = $"""
        select {Columns} from secrets.secret where tenant_id = @tenant and (@before::uuid is null or id < @before) order by id desc limit @limit
        """;

    private readonly DataKeyStore _keys = new(masters);

    /// <summary>Keeps a new secret; null when the tenant has one of that name.</summary>
    /// <exception cref="MasterKeyMissingException">There is no master key to keep it under.</exception>
    public async Task<SecretHead?> CreateAsync(
        NpgsqlConnection connection,
        Guid tenantId,
        Guid id,
        string name,
        string value,
        string by,
        CancellationToken cancellationToken
    )
    {
        var key = await _keys.CurrentAsync(connection, tenantId, cancellationToken);
        await using var command = Command(connection, CreateSql, tenantId, name);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("key", key.Number);
        command.Parameters.AddWithValue("sealed", key.Seal(name, 1, value));
        command.Parameters.AddWithValue("by", by);
        return await OneAsync(command, cancellationToken);
    }

    /// <summary>Gives a secret another value; null when it is gone or has another version by now.</summary>
    /// <exception cref="MasterKeyMissingException">There is no master key to keep it under.</exception>
    public async Task<SecretHead?> ReplaceAsync(
        NpgsqlConnection connection,
        Guid tenantId,
        SecretHead seen,
        string value,
        string by,
        CancellationToken cancellationToken
    )
    {
        var key = await _keys.CurrentAsync(connection, tenantId, cancellationToken);
        await using var command = Command(connection, ReplaceSql, tenantId, seen.Name);
        command.Parameters.AddWithValue("version", seen.Version + 1);
        command.Parameters.AddWithValue("key", key.Number);
        command.Parameters.AddWithValue("sealed", key.Seal(seen.Name, seen.Version + 1, value));
        command.Parameters.AddWithValue("by", by);
        return await OneAsync(command, cancellationToken);
    }

    /// <summary>A secret without its value.</summary>
    public static async Task<SecretHead?> FindAsync(
        NpgsqlConnection connection,
        Guid tenantId,
        string name,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(connection, FindSql, tenantId, name);
        return await OneAsync(command, cancellationToken);
    }

    /// <summary>Deletes a secret; false when there is none of that name.</summary>
    public static async Task<bool> DeleteAsync(NpgsqlConnection connection, Guid tenantId, string name, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, DeleteSql, tenantId, name);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Secrets without their values, the newest first.</summary>
    public static async Task<IReadOnlyList<SecretHead>> ListAsync(
        NpgsqlConnection connection,
        Guid tenantId,
        Guid? before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(ListSql, connection);
        command.Parameters.AddWithValue("tenant", tenantId);
        command.Parameters.AddWithValue("before", NpgsqlDbType.Uuid, (object?)before ?? DBNull.Value);
        command.Parameters.AddWithValue("limit", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var heads = new List<SecretHead>();
        while (await reader.ReadAsync(cancellationToken))
        {
            heads.Add(Read(reader));
        }

        return heads;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Guid tenantId, string name)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("tenant", tenantId);
        command.Parameters.AddWithValue("name", name);
        return command;
    }

    private static async Task<SecretHead?> OneAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static SecretHead Read(NpgsqlDataReader reader) =>
        new(
            reader.GetGuid(0),
            reader.GetString(1),
            reader.GetInt32(2),
            reader.GetFieldValue<DateTimeOffset>(3),
            reader.GetString(4),
            reader.GetFieldValue<DateTimeOffset>(5),
            reader.GetString(6)
        );
}
