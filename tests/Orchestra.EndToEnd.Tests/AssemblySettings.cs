// Fixtures spend most of their time waiting for leases, outages and slow answers; each has a topology of its own.
// Those whose leases last only 2 s run alone.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
