using System.Text.Json;
using Npgsql;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Journal;

/// <summary>Reads rows of <c>step_result</c> in the order step_index, attempt, sends, status, started_at, duration_ms, payload.</summary>
internal static class StepRows
{
    public static async Task<IReadOnlyList<StepEntry>> ReadAsync(
        NpgsqlDataReader reader,
        CancellationToken cancellationToken,
        int first = 0
    )
    {
        var steps = new List<StepEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            steps.Add(await ReadOneAsync(reader, first, cancellationToken));
        }

        return steps;
    }

    public static async Task<StepEntry> ReadOneAsync(NpgsqlDataReader reader, int first, CancellationToken cancellationToken) =>
        new(
            reader.GetInt32(first),
            reader.GetInt32(first + 1),
            reader.GetInt32(first + 2),
            WireNames.Parse<StepStatus>(reader.GetString(first + 3)),
            reader.GetFieldValue<DateTimeOffset>(first + 4),
            await reader.IsDBNullAsync(first + 5, cancellationToken) ? null : reader.GetDouble(first + 5),
            JsonSerializer.Deserialize<StepPayload>(reader.GetFieldValue<string>(first + 6), OrchestraJson.Options) ?? new StepPayload()
        );
}
