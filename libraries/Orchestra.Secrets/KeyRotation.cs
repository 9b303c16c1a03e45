using Npgsql;
using Orchestra.Secrets.Keys;

namespace Orchestra.Secrets;

/// <summary>Replaces keys, with the owner's rights. Each step is a transaction: whatever stops it leaves everything readable.</summary>
public sealed class KeyRotation(MasterKeys masters)
{
    private const string OthersSql = """
        select tenant_id, number, master_key_id, wrapped from secrets.data_key where master_key_id <> @master for update
        """;

    private const string RewrapSql = """
        update secrets.data_key set master_key_id = @master, wrapped = @wrapped where tenant_id = @tenant and number = @number
        """;

    private const string NamesSql = "select name from secrets.secret where tenant_id = @tenant order by name";

    private const string SealedSql = """
        select s.version, s.sealed, k.number, k.master_key_id, k.wrapped
        from secrets.secret s join secrets.data_key k on k.tenant_id = s.tenant_id and k.number = s.key_number
        where s.tenant_id = @tenant and s.name = @name for update of s
        """;

    private const string ResealSql =
        "update secrets.secret set key_number = @key, sealed = @sealed where tenant_id = @tenant and name = @name";

    private const string DropSql = """
        delete from secrets.data_key k where tenant_id = @tenant and number < @key
            and not exists (select from secrets.secret s where s.tenant_id = k.tenant_id and s.key_number = k.number)
        """;

    private readonly DataKeyStore _keys = new(masters);

    /// <summary>Wraps every data key with the current master key; afterwards the older ones need not be listed any more.</summary>
    /// <returns>How many were wrapped anew.</returns>
    /// <exception cref="MasterKeyMissingException">A key was wrapped with one that is not listed: nothing is changed.</exception>
    public async Task<int> RewrapAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        var master = masters.Current;
        await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
        var rows = new List<(Guid TenantId, DataKey Key)>();
        await using (var command = new NpgsqlCommand(OthersSql, owner))
        {
            command.Parameters.AddWithValue("master", master.Id);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var tenantId = reader.GetGuid(0);
                rows.Add((tenantId, _keys.Unwrap(tenantId, reader.GetInt32(1), reader.GetString(2), (byte[])reader[3])));
            }
        }

        foreach (var (tenantId, key) in rows)
        {
            await using var command = new NpgsqlCommand(RewrapSql, owner);
            command.Parameters.AddWithValue("tenant", tenantId);
            command.Parameters.AddWithValue("number", key.Number);
            command.Parameters.AddWithValue("master", master.Id);
            command.Parameters.AddWithValue("wrapped", key.Wrap(master));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return rows.Count;
    }

    /// <summary>Gives a tenant a new data key and seals its secrets with it; older keys go once nothing needs them.</summary>
    /// <returns>How many secrets were sealed anew.</returns>
    /// <exception cref="MasterKeyMissingException">A key cannot be opened: nothing is changed.</exception>
    public async Task<int> RotateTenantAsync(NpgsqlConnection owner, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
        if (await _keys.FindCurrentAsync(owner, tenantId, cancellationToken) is not { } last)
        {
            return 0;
        }

        var key = DataKey.Create(tenantId, last.Number + 1);
        await _keys.AddAsync(owner, tenantId, key, cancellationToken);
        var count = 0;
        foreach (var name in await NamesAsync(owner, tenantId, cancellationToken))
        {
            count += await ResealAsync(owner, tenantId, name, key, cancellationToken) ? 1 : 0;
        }

        await using var drop = new NpgsqlCommand(DropSql, owner);
        drop.Parameters.AddWithValue("tenant", tenantId);
        drop.Parameters.AddWithValue("key", key.Number);
        await drop.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    private async Task<bool> ResealAsync(
        NpgsqlConnection owner,
        Guid tenantId,
        string name,
        DataKey key,
        CancellationToken cancellationToken
    )
    {
        byte[] resealed;
        await using (var command = new NpgsqlCommand(SealedSql, owner))
        {
            command.Parameters.AddWithValue("tenant", tenantId);
            command.Parameters.AddWithValue("name", name);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }

            var version = reader.GetInt32(0);
            var old = _keys.Unwrap(tenantId, reader.GetInt32(2), reader.GetString(3), (byte[])reader[4]);
            // One that somebody tampered with stays as it is, under its old key: it opens nowhere, and it is not ours to lose.
            if (old.Open(name, version, (byte[])reader[1]) is not { } value)
            {
                return false;
            }

            resealed = key.Seal(name, version, value);
        }

        await using var update = new NpgsqlCommand(ResealSql, owner);
        update.Parameters.AddWithValue("tenant", tenantId);
        update.Parameters.AddWithValue("name", name);
        update.Parameters.AddWithValue("key", key.Number);
        update.Parameters.AddWithValue("sealed", resealed);
        return await update.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(NpgsqlConnection owner, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(NamesSql, owner);
        command.Parameters.AddWithValue("tenant", tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
