using Npgsql;
using Orchestra.Secrets.External;
using Orchestra.Secrets.Keys;

namespace Orchestra.Secrets;

/// <summary>Opens the secrets that a run names, by the tenant of its row.</summary>
public sealed class SecretReader(NpgsqlDataSource worker, MasterKeys masters, ExternalSecrets external)
{
    private const string Sql = """
        select s.name, s.version, s.sealed, k.number, k.master_key_id, k.wrapped
        from secrets.secret s join secrets.data_key k on k.tenant_id = s.tenant_id and k.number = s.key_number
        where s.tenant_id = @tenant and s.name = any(@names)
        """;

    private readonly DataKeyStore _keys = new(masters);

    /// <summary>The values by name. What is not there, or not to be opened, is left out; why goes to <paramref name="refused"/>.</summary>
    /// <param name="tenantId">Whose secrets.</param>
    /// <param name="names"><c>NAME</c>, <c>env:NAME</c> and <c>file:NAME</c>.</param>
    /// <param name="refused">Told the name of a secret that is there and cannot be opened, and the reason.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        Guid tenantId,
        IReadOnlyCollection<string> names,
        Action<string, string> refused,
        CancellationToken cancellationToken
    )
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (external.Find(tenantId, name) is { } value)
            {
                values[name] = value;
            }
        }

        var kept = names.Where(SecretRules.IsName).ToArray();
        if (kept.Length > 0)
        {
            await ReadVaultAsync(tenantId, kept, values, refused, cancellationToken);
        }

        return values;
    }

    private async Task ReadVaultAsync(
        Guid tenantId,
        string[] names,
        Dictionary<string, string> values,
        Action<string, string> refused,
        CancellationToken cancellationToken
    )
    {
        await using var command = worker.CreateCommand(Sql);
        command.Parameters.AddWithValue("tenant", tenantId);
        command.Parameters.AddWithValue("names", names);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var name = reader.GetString(0);
            try
            {
                var key = _keys.Unwrap(tenantId, reader.GetInt32(3), reader.GetString(4), (byte[])reader[5]);
                if (key.Open(name, reader.GetInt32(1), (byte[])reader[2]) is { } value)
                {
                    values[name] = value;
                }
                else
                {
                    refused(name, "it was not sealed for this tenant, name and version");
                }
            }
            catch (MasterKeyMissingException e)
            {
                refused(name, e.Message);
            }
        }
    }
}
