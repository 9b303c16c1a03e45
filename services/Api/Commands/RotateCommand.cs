using System.Globalization;
using Npgsql;
using Orchestra.Api.Data;
using Orchestra.Secrets;
using Orchestra.ServiceDefaults.Starting;

namespace Orchestra.Api.Commands;

/// <summary>
/// <c>Orchestra.Api rotate</c>: wraps every tenant's data key with the first of the master keys, so that the others need not be listed any
/// more. With a tenant's id it gives that tenant a new data key instead. It needs the database owner's rights.
/// </summary>
internal static class RotateCommand
{
    public static async Task<int> RunAsync(
        IConfiguration configuration,
        string? tenant,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var rotation = new KeyRotation(VaultExtensions.ReadMasterKeys(configuration));
        await using var connection = new NpgsqlConnection(MigrateCommand.OwnerConnectionString(configuration));
        await connection.OpenAsync(cancellationToken);
        try
        {
            var count = tenant is null
                ? await rotation.RewrapAsync(connection, cancellationToken)
                : await rotation.RotateTenantAsync(connection, IdOf(tenant), cancellationToken);
            await output.WriteLineAsync(
                count.ToString(CultureInfo.InvariantCulture) + (tenant is null ? " data keys wrapped anew" : " secrets sealed anew")
            );
            return 0;
        }
        catch (MasterKeyMissingException e)
        {
            throw new SettingException(e.Message);
        }
    }

    private static Guid IdOf(string tenant) =>
        Guid.TryParse(tenant, out var id) ? id : throw new SettingException($"'{tenant}' is no tenant's id");
}
