using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Servers;

namespace Orchestra.Api.Tests.Runs;

/// <summary>Writes to the ledger what an executor would, step by step, when the test says so.</summary>
internal sealed class FakeExecutor(TestDatabase database, RunLease lease)
{
    private readonly JournalStore _journal = new(database.Worker);

    public RunLease Lease => lease;

    /// <summary>Claims one run as soon as it is queued.</summary>
    public static async Task<FakeExecutor> ClaimAsync(TestDatabase database, Guid runId, CancellationToken cancellationToken)
    {
        var leases = new LeaseStore(database.Worker);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var claimed = await leases.ClaimAsync("fake", 100, TimeSpan.FromMinutes(5), cancellationToken);
            foreach (var other in claimed.Where(run => run.Lease.RunId != runId))
            {
                await leases.ReleaseAsync(other.Lease, cancellationToken);
            }

            if (claimed.SingleOrDefault(run => run.Lease.RunId == runId) is { } mine)
            {
                return new FakeExecutor(database, mine.Lease);
            }
        }
    }

    public Task StepAsync(int index, StepStatus status = StepStatus.Passed) =>
        StepAsync(index, new StepPayload { Exports = new JsonObject { ["note"] = "line one\nevent: run:complete" } }, status);

    public async Task StepAsync(int index, StepPayload payload, StepStatus status = StepStatus.Passed)
    {
        await StartAsync(index);
        var outcome = new StepOutcome(status, 12.5, payload);
        Assert.That(
            await _journal.CompleteStepAsync(lease, index, $"step{index}", 1, outcome, CancellationToken.None),
            "the lease was lost"
        );
    }

    public async Task<bool> StartAsync(int index)
    {
        var started = await _journal.StartStepAsync(lease, index, $"step{index}", 1, CancellationToken.None);
        return started?.CancelRequested ?? throw new InvalidOperationException("the lease was lost");
    }

    public async Task FinishAsync(RunStatus status) =>
        Assert.That(await _journal.FinishRunAsync(lease, status, CancellationToken.None), "the lease was lost");
}
