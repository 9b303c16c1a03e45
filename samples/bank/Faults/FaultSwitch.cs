using Microsoft.Extensions.Options;

namespace Orchestra.Samples.Bank.Faults;

/// <summary>The fault and the delay that are on now; requests under way may still see the earlier ones.</summary>
internal sealed class FaultSwitch(IOptions<BankOptions> options, TimeProvider time)
{
    private volatile int _fault = (int)Initial(options.Value);
    private long _delayTicks;

    public BankFault Fault
    {
        get => (BankFault)_fault;
        set => _fault = (int)value;
    }

    /// <summary>Time that each changing request waits between its work and its commit.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    public bool Is(BankFault fault) => Fault == fault;

    /// <summary>Keeps the caller waiting when the fault <c>slow</c> is on; a client that goes away ends it.</summary>
    public Task SlowDownAsync(CancellationToken requestAborted) =>
        Is(BankFault.Slow) ? Task.Delay(options.Value.SlowAnswer, time, requestAborted) : Task.CompletedTask;

    /// <summary>Holds a commit back, whether or not the client is still there.</summary>
    public Task HoldCommitAsync(CancellationToken stopping) =>
        Delay > TimeSpan.Zero ? Task.Delay(Delay, time, stopping) : Task.CompletedTask;

    private static BankFault Initial(BankOptions options) => BankFaults.TryParse(options.Fault, out var fault) ? fault : BankFault.None;
}
