using Orchestra.Runs.Journal;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Invariants;
using Orchestra.Testing.Servers;

namespace Orchestra.Runs.Tests.Interleavings;

/// <summary>
/// Random interleavings of claim, beat, expire, reap, start, complete, finish, cancel, release, promote and recount from three
/// connections at once; after each the ledger must satisfy every invariant. A failure prints the seed and what was done.
/// </summary>
[CancelAfter(2_400_000)]
internal sealed class InterleavingTests
{
    private const int Rounds = 14;
    private const int Runs = 2;

    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task CreateDatabaseAsync() => _database = await TestDatabase.CreateAsync();

    [OneTimeTearDown]
    public async Task DropDatabaseAsync() => await _database.DisposeAsync();

    // Journals of their own are executors that know nothing of each other; one for all is an executor that held the same run more than
    // once, and its writes share transactions.
    [TestCase(false)]
    [TestCase(true)]
    public async Task Every_interleaving_leaves_the_ledger_whole(bool isGrouped)
    {
        var broken = await FirstBrokenAsync(_database, isGrouped, Fence.Sql, TestServers.IsDeep ? 5_000 : 250);

        Assert.That(broken, Is.Null);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Without_the_epoch_condition_some_interleaving_breaks_it(bool isGrouped)
    {
        // Its own database: what it leaves behind is broken.
        await using var database = await TestDatabase.CreateAsync();
        const string WithoutEpoch = "tenant_id = @tenant and id = @run and status = 'IN_PROGRESS' and @epoch > 0";

        var broken = await FirstBrokenAsync(database, isGrouped, WithoutEpoch, 500);

        Assert.That(broken, Is.Not.Null.And.Contains("I3"));
    }

    private static async Task<string?> FirstBrokenAsync(TestDatabase database, bool isGrouped, string fence, int interleavings)
    {
        var shared = isGrouped ? new JournalStore(database.Worker, fence) : null;
        var actors = Enumerable.Range(0, 3).Select(i => new LedgerActor(database, $"actor{i}", shared, fence)).ToList();
        var invariants = new LedgerInvariants(database.Worker);
        try
        {
            for (var seed = 1; seed <= interleavings; seed++)
            {
                var told = await InterleaveAsync(database, actors, invariants, seed);
                if (told is not null)
                {
                    return told;
                }
            }

            return null;
        }
        finally
        {
            foreach (var actor in actors)
            {
                await actor.DisposeAsync();
            }
        }
    }

    private static async Task<string?> InterleaveAsync(
        TestDatabase database,
        List<LedgerActor> actors,
        LedgerInvariants invariants,
        int seed
    )
    {
        var random = new Random(seed);
        var tenant = A.Id();
        await database.App.GiveSlotsAsync(tenant, random.Next(1, Runs + 1));
        var runs = Enumerable.Range(0, Runs).Select(_ => A.Run()).ToList();
        foreach (var run in runs)
        {
            await database.App.AcceptAsync(tenant, run);
        }

        actors.ForEach(actor => actor.Forget());
        var trace = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            // Each draws from its own numbers: which connection is first must not change what the others do.
            var acting = actors.Select(actor => Act(actor, new Random(random.Next()))).ToList();
            trace.AddRange(await Task.WhenAll(acting));
        }

        var broken = (await invariants.BrokenAsync(idle: false, tenant)).Select(text => $"midway: {text}").ToList();
        await actors[0].DrainAsync(tenant, random);
        broken.AddRange(await invariants.BrokenAsync(idle: true, tenant));
        return broken.Count == 0 ? null : $"seed {seed}:\n{string.Join('\n', broken)}\n{string.Join('\n', trace)}";

        Task<string> Act(LedgerActor actor, Random own) => Task.Run(() => actor.ActAsync(own, tenant, [.. runs.Select(run => run.Id)]));
    }
}
