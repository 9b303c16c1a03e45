using Orchestra.Benchmarks.Measuring;

namespace Orchestra.Benchmarks.Ledger;

/// <summary>Measures slices: prepares the rows, lets a side work, and checks its count against the ledger's.</summary>
internal sealed class LedgerMeter(LedgerRows rows, int serverProcess)
{
    /// <summary>Measures one slice.</summary>
    public async Task<Slice> MeasureAsync(ILedgerSide side, int runs, TimeSpan time)
    {
        await rows.PrepareAsync(time);
        var machine = MachineTimes.Now();
        var (server, self) = (ProcessTimes.OfServer(serverProcess), ProcessTimes.OfSelf());
        var pace = await side.RunAsync(runs, time);
        var (serverTime, selfTime) = (ProcessTimes.OfServer(serverProcess) - server, ProcessTimes.OfSelf() - self);
        var after = MachineTimes.Now();
        // A step whose result was committed as the time ran out may be missing in one count.
        if (await rows.CountEndedStepsAsync() is var counted && Math.Abs(counted - pace.Steps) > runs)
        {
            throw new BenchmarkException($"{side.Name} says {pace.Steps} steps, the ledger holds {counted}");
        }

        var ours = serverTime + (pace.ClientTime > selfTime ? pace.ClientTime : selfTime);
        return new Slice(
            side.Name,
            runs,
            pace.Steps,
            pace.PerSecond,
            pace.ClientTime.TotalMicroseconds / pace.Steps,
            serverTime.TotalMicroseconds / pace.Steps,
            Math.Max(0, (after.Busy - machine.Busy - ours).TotalSeconds),
            (after.Steal - machine.Steal).TotalSeconds
        );
    }
}
