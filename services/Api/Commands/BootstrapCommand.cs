using Npgsql;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Commands;

/// <summary><c>Orchestra.Api bootstrap</c>: makes a platform administrator's key and prints it, once. It needs the database owner's rights.</summary>
internal static class BootstrapCommand
{
    public static async Task<int> RunAsync(
        IConfiguration configuration,
        TimeProvider time,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var key = ApiKeys.Create();
        await using var connection = new NpgsqlConnection(MigrateCommand.OwnerConnectionString(configuration));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            insert into identity.api_key (tenant_id, id, name, hash, roles, created_at, created_by)
            values (@tenant, @id, 'platform-admin', @hash, @roles, now(), 'bootstrap')
            """,
            connection
        );
        command.Parameters.AddWithValue("tenant", WellKnownTenants.Platform);
        command.Parameters.AddWithValue("id", Guid.CreateVersion7(time.GetUtcNow()));
        command.Parameters.AddWithValue("hash", ApiKeys.Hash(key));
        command.Parameters.AddWithValue("roles", new[] { RoleNames.Of(Role.PlatformAdmin) });
        await command.ExecuteNonQueryAsync(cancellationToken);
        await output.WriteLineAsync(key);
        return 0;
    }
}
