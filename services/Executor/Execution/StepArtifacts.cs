using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;
using Orchestra.Runs.Artifacts;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;

namespace Orchestra.Executor.Execution;

/// <summary>Keeps what is too large for the journal as artifacts, and gives it back to the run's next owner.</summary>
internal sealed class StepArtifacts(ArtifactStore store)
{
    /// <summary>The payload for the journal; its large parts are durable when this returns.</summary>
    /// <returns>Null when the lease is lost.</returns>
    public async Task<StepPayload?> KeepAsync(
        RunAdvance advance,
        ScenarioStep step,
        int attempt,
        StepPayload payload,
        CancellationToken cancellationToken
    )
    {
        var parts = PayloadCut.TooLargeIn(payload);
        if (parts.Count == 0)
        {
            return payload;
        }

        var contents = parts.Select(part => new ArtifactContent(part.Part, part.ContentType, part.Content)).ToList();
        var marks = await store.WriteAsync(advance.Run.Lease, step.OrderIndex, attempt, contents, cancellationToken);
        return marks is null ? null : PayloadCut.Of(payload, marks, new Masker(advance.Context.Plan.Environment.Mask));
    }

    /// <summary>The record as the run's first owner saw it: what later steps may read is whole.</summary>
    public async Task<RunRecord> RestoreAsync(RunLease lease, RunRecord record, CancellationToken cancellationToken)
    {
        // Only the last attempt of a step is folded.
        var last = record.Steps.GroupBy(entry => entry.StepIndex).Select(attempts => attempts.Last()).ToHashSet();
        var steps = new List<StepEntry>();
        foreach (var entry in record.Steps)
        {
            steps.Add(last.Contains(entry) ? await RestoreAsync(lease, entry, cancellationToken) : entry);
        }

        return record with
        {
            Steps = steps,
        };
    }

    private async Task<StepEntry> RestoreAsync(RunLease lease, StepEntry entry, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<ArtifactPart, byte[]>();
        foreach (var mark in PayloadCut.Read(entry.Payload))
        {
            contents[mark.Part] = await store.ReadAsync(lease.TenantId, lease.RunId, mark, cancellationToken);
        }

        return contents.Count == 0 ? entry : entry with { Payload = PayloadCut.Restore(entry.Payload, contents) };
    }
}
