using Npgsql;
using Orchestra.Benchmarks.Measuring;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.ServiceDefaults.Data;

namespace Orchestra.Benchmarks.Ledger;

/// <summary>The product's stores in this process, called as the executor calls them.</summary>
internal sealed class OrchestraSide(string workerConnectionString) : ILedgerSide
{
    private static readonly TimeProvider Time = TimeProvider.System;

    public string Name => "orchestra";

    public async Task<Pace> RunAsync(int runs, TimeSpan time)
    {
        var before = ProcessTimes.OfSelf();
        await using var database = DatabaseExtensions.OpenWorker(workerConnectionString, runs);
        await ConnectAsync(database, runs);
        var (leases, journal) = (new LeaseStore(database), new JournalStore(database));
        var started = Time.GetTimestamp();
        var steps = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => Task.Run(() => WorkAsync(leases, journal, started, time))));
        var elapsed = Time.GetElapsedTime(started);
        return new Pace(steps.Sum(), steps.Sum() / elapsed.TotalSeconds, ProcessTimes.OfSelf() - before);
    }

    private static async Task<long> WorkAsync(LeaseStore leases, JournalStore journal, long started, TimeSpan time)
    {
        var steps = 0L;
        while (true)
        {
            var claimed = await leases.ClaimAsync("bench", 1, TimeSpan.FromMinutes(1), CancellationToken.None);
            var lease = claimed is [var run] ? run.Lease : throw new BenchmarkException("the prepared runs are used up: prepare more");
            for (var step = 0; step < StepSample.StepsPerRun; step++)
            {
                if (Time.GetElapsedTime(started) >= time)
                {
                    return steps;
                }

                await StepAsync(journal, lease, step);
                steps++;
            }

            Demand(await journal.FinishRunAsync(lease, RunStatus.Passed, CancellationToken.None));
        }
    }

    private static async Task StepAsync(JournalStore journal, RunLease lease, int step)
    {
        Demand(await journal.StartStepAsync(lease, step, StepSample.Alias, 1, CancellationToken.None) is { CancelRequested: false });
        Demand(await journal.CompleteStepAsync(lease, step, StepSample.Alias, 1, StepSample.Outcome, CancellationToken.None));
    }

    private static async Task ConnectAsync(NpgsqlDataSource database, int runs)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => database.OpenConnectionAsync().AsTask()));
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    }

    private static void Demand(bool written)
    {
        if (!written)
        {
            throw new BenchmarkException("the ledger refused a write of its only owner");
        }
    }
}
