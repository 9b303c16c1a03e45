using Orchestra.Contracts.Runs;
using Orchestra.Runs.Leases;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Tests.Scheduling;

/// <summary>Runs of a suite run that wait for each other, and suite runs that stop.</summary>
internal sealed class SuiteGraphTests : SuiteGraphFixture
{
    [Test]
    public async Task A_run_waits_until_what_it_depends_on_has_passed_and_others_go_at_once()
    {
        var suite = await AcceptSuiteAsync(["first", "free", "last"], ("last", "first", null));

        await PassAsync();
        Assert.That(await StatesAsync(suite), Is.EqualTo("first QUEUED, free QUEUED, last PENDING"));
        await RunAsync(suite, "first", RunStatus.Passed);
        await PassAsync();

        Assert.That(await StatesAsync(suite), Is.EqualTo("first PASSED, free QUEUED, last QUEUED"));
    }

    [TestCase(RunStatus.Failed)]
    [TestCase(RunStatus.Broken)]
    public async Task What_can_no_longer_be_met_is_skipped_with_its_reason_and_so_is_what_waits_for_it(RunStatus end)
    {
        var suite = await AcceptSuiteAsync(["a", "b", "c", "d"], ("b", "a", null), ("c", "b", null), ("d", "c", [RunStatus.Skipped]));
        await PassAsync();
        await RunAsync(suite, "a", end);
        await PassAsync();

        var word = WireNames.Of(end);
        Assert.That(await StatesAsync(suite), Is.EqualTo($"a {word}, b SKIPPED, c SKIPPED, d QUEUED"));
        Assert.That(await ReasonAsync(suite, "b"), Is.EqualTo($"it depends on \"a\", which had to end PASSED and is {word}"));
        Assert.That(await ReasonAsync(suite, "c"), Is.EqualTo("it depends on \"b\", which had to end PASSED and is SKIPPED"));
        var told = await Database.ScalarAsync<string>(
            $"select payload ->> 'reason' from runs.run_event where run_id = '{suite["b"]}' and seq = 2"
        );
        Assert.That(told, Is.EqualTo(await ReasonAsync(suite, "b")));
    }

    [TestCase(RunStatus.Passed, "SKIPPED")]
    [TestCase(RunStatus.Failed, "QUEUED")]
    [TestCase(RunStatus.Broken, "QUEUED")]
    public async Task The_states_that_a_dependency_names_are_the_ones_that_count(RunStatus end, string expected)
    {
        var suite = await AcceptSuiteAsync(["a", "after"], ("after", "a", [RunStatus.Failed, RunStatus.Broken]));
        await PassAsync();
        await RunAsync(suite, "a", end);
        await PassAsync();

        Assert.That(await StatesAsync(suite), Does.EndWith($"after {expected}"));
    }

    [Test]
    public async Task All_dependencies_must_be_met_and_the_first_that_cannot_be_decides()
    {
        var suite = await AcceptSuiteAsync(["a", "b", "both"], ("both", "a", null), ("both", "b", null));
        await PassAsync();
        await RunAsync(suite, "a", RunStatus.Passed);
        await PassAsync();
        Assert.That(await StatesAsync(suite), Does.EndWith("both PENDING"));

        await CancelAsync(suite["b"]);
        await PassAsync();

        Assert.That(await StatesAsync(suite), Does.EndWith("both SKIPPED"));
        Assert.That(await ReasonAsync(suite, "both"), Does.Contain("\"b\", which had to end PASSED and is CANCELLED"));
    }

    [Test]
    public async Task Several_schedulers_at_once_move_each_run_once()
    {
        const int Width = 40;
        var names = Enumerable.Range(0, Width).Select(i => $"n{i}").ToArray();
        var suite = await AcceptSuiteAsync(["root", .. names], [.. names.Select(name => (name, "root", (RunStatus[]?)null))]);
        var other = await AcceptSuiteAsync(["root", .. names], [.. names.Select(name => (name, "root", (RunStatus[]?)null))]);
        await PassAsync();
        await RunAsync(suite, "root", RunStatus.Passed);
        await RunAsync(other, "root", RunStatus.Failed);

        var moved = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Graph.ReleaseAsync(CancellationToken.None))));

        // Who met a row that another scheduler holds passes over it; nothing is left for a next look, and no row moved twice (I6).
        Assert.That(moved.Sum() + await Graph.ReleaseAsync(CancellationToken.None), Is.EqualTo(2 * Width));
        Assert.That(await CountAsync(suite.Id, "PENDING"), Is.EqualTo(Width));
        Assert.That(await CountAsync(other.Id, "SKIPPED"), Is.EqualTo(Width));
    }

    [TestCase(RunStatus.Failed)]
    [TestCase(RunStatus.Broken)]
    public async Task With_stop_on_failure_no_run_begins_after_one_that_did_not_pass(RunStatus end)
    {
        var suite = await AcceptSuiteAsync(["bad", "queued", "begun", "later"], stopOnFailure: true, ("later", "queued", null));
        await PassAsync();
        var claimed = await ClaimAllButAsync(suite["queued"], 2);
        await Leases.ReleaseAsync(claimed[suite["begun"]].Lease, CancellationToken.None);
        await EndAsync(claimed[suite["bad"]], end);

        // No sweep has seen it yet: the claim looks by itself.
        Assert.That((await ClaimAsync(count: 10)).Select(run => run.Lease.RunId), Is.EqualTo((Guid[])[suite["begun"]]));
        await PassAsync();

        Assert.That(await StatesAsync(suite), Is.EqualTo($"bad {WireNames.Of(end)}, queued SKIPPED, begun IN_PROGRESS, later SKIPPED"));
        Assert.That(await ReasonAsync(suite, "queued"), Does.Contain("stopOnFailure"));
        Assert.That(await ActiveAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Without_it_the_others_go_on()
    {
        var suite = await AcceptSuiteAsync(["bad", "other"]);
        await PassAsync();
        await RunAsync(suite, "bad", RunStatus.Failed);
        await PassAsync();

        Assert.That(await StatesAsync(suite), Is.EqualTo("bad FAILED, other QUEUED"));
    }

    [Test]
    public async Task A_barrier_that_aborts_the_suite_ends_what_waits_and_asks_what_runs_to_stop()
    {
        var suite = await AcceptSuiteAsync(["barrier", "running", "given back", "queued", "waits"], ("waits", "queued", null));
        await PassAsync();
        var claimed = await ClaimAllButAsync(suite["queued"], 3);
        await Leases.ReleaseAsync(claimed[suite["given back"]].Lease, CancellationToken.None);
        await StartAsync(claimed[suite["barrier"]].Lease);
        Assert.That(await GiveAsync(claimed[suite["barrier"]].Lease, StepStatus.Failed, aborts: true));

        var (ended, asked) = await Graph.StopAsync(CancellationToken.None);

        Assert.That((ended, asked), Is.EqualTo((3L, 1L)));
        Assert.That(
            await StatesAsync(suite),
            Is.EqualTo("barrier IN_PROGRESS, running IN_PROGRESS, given back CANCELLED, queued SKIPPED, waits SKIPPED")
        );
        Assert.That((await StartAsync(claimed[suite["running"]].Lease))!.CancelRequested);
        Assert.That((await StartAsync(claimed[suite["barrier"]].Lease, step: 1))!.CancelRequested, Is.False, "it ends by itself");
        Assert.That(await Graph.StopAsync(CancellationToken.None), Is.EqualTo((0L, 0L)));
        await CompleteAsync(claimed[suite["barrier"]].Lease, step: 1);
        await FinishAsync(claimed[suite["barrier"]].Lease, RunStatus.Failed);
        await FinishAsync(claimed[suite["running"]].Lease, RunStatus.Cancelled);
        await Scheduling.AdvanceSuitesAsync(CancellationToken.None);
        Assert.That(await Database.ScalarAsync<string>($"select status from runs.suite_run where id = '{suite.Id}'"), Is.EqualTo("FAILED"));
        Assert.That(await ActiveAsync(), Is.Zero);
    }

    [Test]
    public async Task A_run_of_the_suite_run_before_counts_as_the_dependency_that_it_was()
    {
        var earlier = await AcceptSuiteAsync(["a", "b"], ("b", "a", null));
        await PassAsync();
        await RunAsync(earlier, "a", RunStatus.Passed);
        await PassAsync();
        await RunAsync(earlier, "b", RunStatus.Failed);

        var again = await AcceptRerunAsync(earlier, "b", dependsOn: "a");
        await PassAsync();

        Assert.That(await StatesAsync(again), Is.EqualTo("b QUEUED"));
    }

    private async Task<IReadOnlyDictionary<Guid, ClaimedRun>> ClaimAllButAsync(Guid last, int count)
    {
        await Database.ExecuteAsAdminAsync($"update runs.test_run set priority = -1 where id = '{last}'");
        return (await ClaimAsync(count: count)).ToDictionary(run => run.Lease.RunId);
    }

    private Task<long> CountAsync(Guid suiteRun, string status) =>
        Database.ScalarAsync<long>(
            $"select count(*) from runs.test_run where suite_run_id = '{suiteRun}' and status = '{status}' and not blocked"
        );
}
