using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>Looks the header <c>X-API-Key</c> up by its hash, through the one function of schema <c>identity</c> that other services may call.</summary>
internal sealed class ApiKeyPrincipalSource(NpgsqlDataSource app) : IPrincipalSource
{
    public const string Header = "X-API-Key";

    // Answers only for keys that are neither revoked nor expired; it is SECURITY DEFINER and takes nothing but the hash.
    private const string FindSql = "select subject, tenant_id, roles from identity.find_api_key(@hash)";

    public int Order => 10;

    public async ValueTask<Principal?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        var key = values.ToString();
        if (values.Count != 1 || !ApiKeys.LooksLikeOne(key))
        {
            throw Refused();
        }

        await using var command = app.CreateCommand(FindSql);
        command.Parameters.AddWithValue("hash", NpgsqlDbType.Bytea, ApiKeys.Hash(key));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw Refused();
        }

        var roles = await reader.GetFieldValueAsync<string[]>(2, cancellationToken);
        return new Principal(reader.GetString(0), reader.GetGuid(1), [.. roles.Select(RoleNames.Parse)]);
    }

    private static ApiException Refused() => new(ErrorCode.Unauthorized, "the API key is unknown, revoked or expired");
}
