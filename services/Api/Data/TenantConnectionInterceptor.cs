using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Data;

/// <summary>
/// Names the tenant on each connection when it opens; Npgsql resets it on return to the pool. An interceptor on transactions would
/// miss single statements and queries outside of one.
/// </summary>
internal sealed class TenantConnectionInterceptor(TenantContext tenant) : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select set_config('orchestra.tenant_id', @tenant, false)";
        var parameter = command.CreateParameter();
        parameter.ParameterName = "tenant";
        parameter.Value = tenant.TenantIdOrNull?.ToString() ?? "";
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        throw new NotSupportedException("open connections asynchronously: the tenant is named on the way");
}
