using System.Data;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orchestra.Invariants.Rules;

namespace Orchestra.Invariants;

/// <summary>
/// Judges the ledger by its tables and the system under test's own log alone, after whatever was done to it: I1 to I10. Reads in one
/// snapshot, as a role that sees every tenant.
/// </summary>
public sealed class LedgerCheck(NpgsqlDataSource source)
{
    private const string EvidenceSql = """
        with accepted as (select unnest(@accepted) as id),
        sut as (select * from jsonb_to_recordset(@sut) as log (method text, path text, key text, correlation text, effect boolean))
        """;

    private static readonly IInvariant[] All =
    [
        new RunsEndOnce(),
        new AttemptsAreWhole(),
        new EpochsNeverFall(),
        new EffectsAreNotRepeated(),
        new CancelledRunsStartNothing(),
        new EventsAreWithoutGap(),
        new VerdictFollowsFromSteps(),
        new SlotsComeBack(),
        new TenantsAreApart(),
        new StartedIsFinishedOrRunning(),
    ];

    /// <summary>Every breach; empty when all holds.</summary>
    public async Task<IReadOnlyList<Breach>> BreachesAsync(Evidence evidence, CancellationToken cancellationToken = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var breaches = new List<Breach>();
        foreach (var invariant in All)
        {
            foreach (var rule in invariant.Rules.Where(rule => IsJudged(rule, evidence)))
            {
                await using var command = CommandOf(rule, evidence, connection);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    breaches.Add(new Breach(invariant.Id, rule.Text, reader.GetString(0)));
                }
            }
        }

        return breaches;
    }

    private static bool IsJudged(Rule rule, Evidence evidence) =>
        (evidence.Idle || !rule.WhenIdle) && (evidence.SutLog is not null || !rule.NeedsSutLog);

    private static NpgsqlCommand CommandOf(Rule rule, Evidence evidence, NpgsqlConnection connection)
    {
        var tenant = evidence.TenantId is null ? "true" : "{0}.tenant_id = @tenant";
        var sql = rule
            .Sql.Replace("{r}", tenant.Replace("{0}", "r", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{s}", tenant.Replace("{0}", "s", StringComparison.Ordinal), StringComparison.Ordinal);
        var command = new NpgsqlCommand($"{EvidenceSql}\n{sql}", connection);
        command.Parameters.AddWithValue("tenant", evidence.TenantId ?? Guid.Empty);
        command.Parameters.AddWithValue("accepted", NpgsqlDbType.Array | NpgsqlDbType.Uuid, evidence.Accepted.ToArray());
        command.Parameters.AddWithValue("sut", NpgsqlDbType.Jsonb, JsonSerializer.Serialize((evidence.SutLog ?? []).Select(Row)));
        return command;
    }

    // The names that the query gives its columns.
    private static object Row(SutRequest request) =>
        new
        {
            method = request.Method,
            path = request.Path,
            key = request.IdempotencyKey,
            correlation = request.CorrelationId,
            effect = request.HadEffect,
        };
}
