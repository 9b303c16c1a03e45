using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orchestra.Api.Data;
using Orchestra.Contracts;
using Orchestra.Secrets.Keys;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Idempotency;

/// <summary>
/// Creates with an <c>Idempotency-Key</c> happen once: the answer is kept in the transaction of what it tells of, for 24 hours. The
/// same key with the same body gets that answer again, with another body 409.
/// </summary>
internal sealed class IdempotencyFilter(UnitOfWork unitOfWork, TenantContext tenant, MasterKeys keys) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";

    // A second request with the key must not wait for the first one's commit: each that waits holds a connection, and one tenant with
    // one key would hold them all. Two keys with one hash are told to try again, which costs them nothing else.
    private const string BusySql = """
        select not pg_try_advisory_xact_lock(hashtextextended(concat_ws(chr(31), @tenant::text, @route, @key), 0))
        """;

    private const string ReserveSql = """
        insert into runs.idempotency (tenant_id, key, route, body_hash, expires_at)
        values (@tenant, @key, @route, @hash, now() + interval '24 hours') on conflict do nothing
        """;

    private const string FindSql = """
        select body_hash, status, location, answer from runs.idempotency where tenant_id = @tenant and key = @key and route = @route
        """;

    private const string KeepSql = """
        update runs.idempotency set status = @status, location = @location, answer = @answer
        where tenant_id = @tenant and key = @key and route = @route
        """;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.Headers.TryGetValue(Header, out var values))
        {
            return await next(context);
        }

        var key = values.ToString();
        if (values.Count != 1 || key.Length is 0 or > 255)
        {
            throw ApiException.BadRequest(Header, $"{Header} must be one value of 1 to 255 characters");
        }

        var hash = await HashAsync(http);
        // Of a body with a secret not even a hash is kept that others could try texts against. Without a key nothing is kept at all: the
        // create fails.
        IReadOnlyList<byte[]> hashes =
            http.GetEndpoint()?.Metadata.GetMetadata<SecretBodyMetadata>() is null || keys.IsEmpty ? [hash] : [.. keys.Fingerprints(hash)];
        return await unitOfWork.RunAsync(() => OnceAsync(context, next, key, hashes), http.RequestAborted);
    }

    private async Task<object?> OnceAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next,
        string key,
        IReadOnlyList<byte[]> hashes
    )
    {
        var http = context.HttpContext;
        var connection = await unitOfWork.ConnectionAsync(http.RequestAborted);
        var route = $"{http.Request.Method} {http.Request.Path}";
        await using var busy = Command(connection, BusySql, key, route);
        if (await busy.ExecuteScalarAsync(http.RequestAborted) is true)
        {
            throw new ApiException(ErrorCode.Conflict, $"a request with this {Header} is in progress; try again");
        }

        await using var reserve = Command(connection, ReserveSql, key, route);
        reserve.Parameters.AddWithValue("hash", hashes[0]);
        if (await reserve.ExecuteNonQueryAsync(http.RequestAborted) == 0)
        {
            return await ReplayAsync(http, connection, key, route, hashes);
        }

        var result = await next(context);
        // A handler with several shapes of answer wraps the one it gives.
        result = (result as INestedHttpResult)?.Result ?? result;
        await using var keep = Command(connection, KeepSql, key, route);
        keep.Parameters.AddWithValue("status", (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK);
        keep.Parameters.AddWithValue("location", NpgsqlDbType.Text, (object?)LocationOf(result) ?? DBNull.Value);
        var value = (result as IValueHttpResult)?.Value;
        keep.Parameters.AddWithValue("answer", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(value, OrchestraJson.Options));
        await keep.ExecuteNonQueryAsync(http.RequestAborted);
        return result;
    }

    private async Task<object?> ReplayAsync(
        HttpContext http,
        NpgsqlConnection connection,
        string key,
        string route,
        IReadOnlyList<byte[]> hashes
    )
    {
        await using var find = Command(connection, FindSql, key, route);
        await using var reader = await find.ExecuteReaderAsync(http.RequestAborted);
        if (!await reader.ReadAsync(http.RequestAborted))
        {
            throw new ApiException(ErrorCode.Conflict, $"the {Header} was just forgotten; send the request again");
        }

        var kept = (byte[])reader[0];
        if (!hashes.Any(hash => hash.AsSpan().SequenceEqual(kept)))
        {
            throw new ApiException(ErrorCode.Conflict, $"this {Header} was used with another body; take a new key");
        }

        http.Response.Headers["Idempotency-Replayed"] = "true";
        if (reader[2] is string location)
        {
            http.Response.Headers.Location = location;
        }

        return Results.Text(reader.GetString(3), "application/json", statusCode: reader.GetInt32(1));
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql, string key, string route)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("tenant", tenant.TenantId);
        command.Parameters.AddWithValue("key", key);
        command.Parameters.AddWithValue("route", route);
        return command;
    }

    // Created<T> and Accepted<T> have no common interface for it.
    private static string? LocationOf(object? result) => result?.GetType().GetProperty("Location")?.GetValue(result) as string;

    private static async Task<byte[]> HashAsync(HttpContext http)
    {
        if (http.Request.HasFormContentType)
        {
            return await FormBody.HashAsync(await FormBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted);
        }

        http.Request.Body.Position = 0;
        var hash = await SHA256.HashDataAsync(http.Request.Body, http.RequestAborted);
        http.Request.Body.Position = 0;
        return hash;
    }
}
