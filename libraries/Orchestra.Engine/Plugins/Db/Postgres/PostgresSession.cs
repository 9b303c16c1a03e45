using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Orchestra.Contracts;

namespace Orchestra.Engine.Plugins.Db.Postgres;

/// <summary>A connection to PostgreSQL.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, DbLimits? ceiling, TimeProvider time) : IDbSession
{
    /// <inheritdoc />
    public bool IsUsable => connection.State == ConnectionState.Open;

    /// <inheritdoc />
    public async Task<DbAnswer> RunAsync(DbStatement statement, DbLimits limits, CancellationToken cancellationToken)
    {
        var timeout = ceiling is not null && ceiling.Timeout < limits.Timeout ? ceiling.Timeout : limits.Timeout;
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return new DbAnswer(await AnswerAsync(statement, limits with { Timeout = timeout }, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DbAnswer(null, PostgresFaults.Late(timeout));
        }
        catch (Exception e) when (e is not OperationCanceledException && PostgresFaults.Of(e, timeout) is { } fault)
        {
            return new DbAnswer(null, fault);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<JsonObject> AnswerAsync(DbStatement statement, DbLimits limits, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // A batch takes each command as one statement; here the server holds the same limits as we do, should we die.
        await using var batch = new NpgsqlBatch(connection, transaction);
        var milliseconds = Math.Max(1, (long)limits.Timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SET LOCAL statement_timeout = {milliseconds}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SET TRANSACTION {(statement.IsWrite ? "READ WRITE" : "READ ONLY")}"));
        var command = new NpgsqlBatchCommand(statement.Text);
        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.Add(PostgresValues.Parameter(name, value));
        }

        batch.BatchCommands.Add(command);
        JsonObject result;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            result = await ReadAsync(reader, limits, cancellationToken);
            if (result["truncated"]!.GetValue<bool>())
            {
                await CutOffAsync(batch, reader);
                return result;
            }
        }

        result["rowCount"] = Math.Max(command.RecordsAffected, result["rows"]!.AsArray().Count);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    // The rest is neither made nor read: closing a reader reads to the end, so the server is told to stop first. The connection goes with it.
    private async Task CutOffAsync(NpgsqlBatch batch, NpgsqlDataReader reader)
    {
        batch.Cancel();
        try
        {
            await reader.DisposeAsync();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            // As asked for.
        }

        await connection.CloseAsync();
    }

    private static async Task<JsonObject> ReadAsync(NpgsqlDataReader reader, DbLimits limits, CancellationToken cancellationToken)
    {
        var rows = new JsonArray();
        var bytes = 0L;
        var isCut = false;
        while (!isCut && await reader.ReadAsync(cancellationToken))
        {
            var row = new JsonObject();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                row[reader.GetName(i)] = PostgresValues.Read(reader, i);
            }

            bytes += Encoding.UTF8.GetByteCount(row.ToJsonString(OrchestraJson.Options));
            isCut = rows.Count >= limits.MaxRows || bytes > limits.MaxBytes;
            if (!isCut)
            {
                rows.Add(row);
            }
        }

        return new JsonObject
        {
            ["rows"] = rows,
            ["rowCount"] = rows.Count,
            ["truncated"] = isCut,
        };
    }
}
