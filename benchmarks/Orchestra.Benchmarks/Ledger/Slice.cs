using Orchestra.Benchmarks.Measuring;

namespace Orchestra.Benchmarks.Ledger;

/// <summary>One side, measured once.</summary>
/// <param name="Side">orchestra or pgbench.</param>
/// <param name="Runs">Runs at once, each on a connection of its own.</param>
/// <param name="Steps">Steps made durable: each is two transactions.</param>
/// <param name="StepsPerSecond">Without the time of connecting.</param>
/// <param name="ClientMicroseconds">CPU time of the client program a step.</param>
/// <param name="ServerMicroseconds">CPU time of PostgreSQL a step.</param>
/// <param name="OtherSeconds">CPU time of everything else on the machine meanwhile.</param>
/// <param name="StealSeconds">CPU time that the host withheld meanwhile.</param>
internal sealed record Slice(
    string Side,
    int Runs,
    long Steps,
    double StepsPerSecond,
    double ClientMicroseconds,
    double ServerMicroseconds,
    double OtherSeconds,
    double StealSeconds
) : ISlice
{
    double ISlice.Rate => StepsPerSecond;

    double ISlice.Cost => ServerMicroseconds;
}
