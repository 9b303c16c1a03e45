using System.Text.Json.Nodes;
using Npgsql;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;

namespace Orchestra.Runs.Tests.Journal;

/// <summary>What runs give to their suite run, and what later ones read.</summary>
internal sealed class SuiteExportTests : SuiteGraphFixture
{
    [Test]
    public async Task A_run_reads_what_the_runs_that_it_depends_on_exported_and_nothing_of_others()
    {
        var suite = await AcceptSuiteAsync(["a", "b", "other", "c"], ("b", "a", null), ("c", "b", null));
        await PassAsync();
        await ExportAsync(
            suite,
            "a",
            new JsonObject
            {
                ["id"] = "a1",
                ["deep"] = new JsonObject { ["n"] = 1.50m },
            }
        );
        await ExportAsync(suite, "other", new JsonObject { ["foreign"] = 1 });
        await PassAsync();
        await ExportAsync(suite, "b", new JsonObject { ["next"] = 2 });
        await PassAsync();
        var c = (await ClaimAsync()).Single();

        var read = await ReadAsync(c.Lease);

        Assert.That(read["deep"]!["n"]!.ToJsonString(), Is.EqualTo("1.50"));
        Assert.That(read.Select(pair => pair.Key), Is.EquivalentTo((string[])["id", "deep", "next"]));
    }

    [Test]
    public async Task Of_two_runs_that_export_one_name_the_first_wins_and_the_others_step_says_so()
    {
        var suite = await AcceptSuiteAsync(["a", "b"]);
        await PassAsync();
        var claimed = (await ClaimAsync(count: 2)).ToDictionary(run => run.Lease.RunId);
        foreach (var run in claimed.Values)
        {
            await StartAsync(run.Lease);
        }

        Assert.That(await GiveAsync(claimed[suite["a"]].Lease, exports: new JsonObject { ["id"] = "a" }));
        Assert.That(await GiveAsync(claimed[suite["b"]].Lease, exports: new JsonObject { ["id"] = "b", ["own"] = "b" }));

        Assert.That(await ExportsAsync(suite), Is.EqualTo("""id="a" own="b" """.TrimEnd()));
        var loser = (await Journal.LoadAsync(claimed[suite["b"]].Lease, CancellationToken.None)).Steps.Single();
        Assert.That(loser.Status, Is.EqualTo(StepStatus.Passed));
        Assert.That(loser.Payload.Reason, Is.EqualTo("another step of the suite run exported id before: its value stays"));
        var winner = (await Journal.LoadAsync(claimed[suite["a"]].Lease, CancellationToken.None)).Steps.Single();
        Assert.That(winner.Payload.Reason, Is.Null);
    }

    [Test]
    public async Task Runs_that_export_the_same_names_at_once_do_not_wait_for_each_other_for_ever()
    {
        var names = Enumerable.Range(0, 8).Select(i => $"n{i}").ToArray();
        var suite = await AcceptSuiteAsync(names);
        await PassAsync();
        var claimed = await ClaimAsync(count: 8);
        foreach (var run in claimed)
        {
            await StartAsync(run.Lease);
        }

        var given = await Task.WhenAll(
            claimed.Select(
                (run, i) =>
                {
                    var order = i % 2 == 0 ? names : names.Reverse();
                    return GiveAsync(run.Lease, exports: new JsonObject(order.Select(name => KeyValuePair.Create(name, (JsonNode?)i))));
                }
            )
        );

        Assert.That(given, Is.All.True);
        Assert.That(
            await Database.ScalarAsync<long>($"select count(distinct run_id) from runs.suite_export where suite_run_id = '{suite.Id}'"),
            Is.EqualTo(1)
        );
    }

    [TestCase(StepStatus.Failed)]
    [TestCase(StepStatus.Broken)]
    public async Task A_step_that_did_not_pass_exports_nothing(StepStatus status)
    {
        var suite = await AcceptSuiteAsync(["a"]);
        await PassAsync();
        var run = (await ClaimAsync()).Single();
        await StartAsync(run.Lease);

        await GiveAsync(run.Lease, status, new JsonObject { ["id"] = 1 });

        Assert.That(await ExportsAsync(suite), Is.Empty);
    }

    [Test]
    public async Task Without_the_lease_neither_the_step_nor_its_exports_are_written()
    {
        var suite = await AcceptSuiteAsync(["a"]);
        await PassAsync();
        var first = (await ClaimAsync()).Single();
        await StartAsync(first.Lease);
        var second = await TakeOverAsync(first.Lease);
        var before = await ContentAsync(suite["a"]);

        Assert.That(await GiveAsync(first.Lease, exports: new JsonObject { ["id"] = "stale" }, aborts: true), Is.False);

        Assert.That(await ContentAsync(suite["a"]), Is.EqualTo(before));
        Assert.That(await ExportsAsync(suite), Is.Empty);
        Assert.That(await Database.ScalarAsync<bool>("select bool_and(aborted_by is null) from runs.suite_run"));
        await StartAsync(second.Lease);
        Assert.That(await GiveAsync(second.Lease, exports: new JsonObject { ["id"] = "good" }));
        Assert.That(await ExportsAsync(suite), Is.EqualTo("id=\"good\""));
    }

    [Test]
    public async Task A_result_whose_connection_is_cut_while_it_is_written_is_written_once()
    {
        var suite = await AcceptSuiteAsync(["a"]);
        await PassAsync();
        var run = (await ClaimAsync()).Single();
        await StartAsync(run.Lease);
        await using var blocker = await Database.Owner.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand($"select from runs.test_run where id = '{suite["a"]}' for update", blocker);
        await hold.ExecuteNonQueryAsync();

        var giving = GiveAsync(run.Lease, exports: new JsonObject { ["id"] = 1 });
        await CutWaitersAsync();
        await transaction.CommitAsync();

        Assert.That(await giving, Is.True);
        Assert.That(await ExportsAsync(suite), Is.EqualTo("id=1"));
        Assert.That(
            await Database.ScalarAsync<long>($"select count(*) from runs.run_event where run_id = '{suite["a"]}' and type = 'step:result'"),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task A_step_that_has_ended_exports_no_second_time()
    {
        var suite = await AcceptSuiteAsync(["a"]);
        await PassAsync();
        var run = (await ClaimAsync()).Single();
        await StartAsync(run.Lease);
        await GiveAsync(run.Lease, exports: new JsonObject { ["id"] = 1 });

        Assert.That(await GiveAsync(run.Lease, exports: new JsonObject { ["more"] = 2 }), Is.False);

        Assert.That(await ExportsAsync(suite), Is.EqualTo("id=1"));
    }

    [Test]
    public async Task Every_owner_of_a_run_reads_the_same_whatever_others_export_meanwhile()
    {
        // "late" waits for "skipped", which never ran: what that one waited for may still be under way.
        var suite = await AcceptSuiteAsync(
            ["bad", "slow", "skipped", "late"],
            ("skipped", "bad", null),
            ("skipped", "slow", null),
            ("late", "skipped", [RunStatus.Skipped])
        );
        await PassAsync();
        var claimed = (await ClaimAsync(count: 2)).ToDictionary(run => run.Lease.RunId);
        await EndAsync(claimed[suite["bad"]], RunStatus.Failed);
        await PassAsync();
        var first = (await ClaimAsync()).Single();
        var before = await ReadAsync(first.Lease);

        await StartAsync(claimed[suite["slow"]].Lease);
        await GiveAsync(claimed[suite["slow"]].Lease, exports: new JsonObject { ["id"] = 1 });
        await FinishAsync(claimed[suite["slow"]].Lease);
        var second = await TakeOverAsync(first.Lease);

        Assert.That(first.Lease.RunId, Is.EqualTo(suite["late"]));
        Assert.That((await ReadAsync(second.Lease)).ToJsonString(), Is.EqualTo(before.ToJsonString()).And.EqualTo("{}"));
    }

    [Test]
    public async Task A_rerun_takes_over_what_the_given_runs_exported_and_not_what_is_run_again()
    {
        var earlier = await AcceptSuiteAsync(["base", "a", "b"], ("a", "base", null), ("b", "a", null));
        await PassAsync();
        await ExportAsync(earlier, "base", new JsonObject { ["base"] = 0 });
        await PassAsync();
        await ExportAsync(earlier, "a", new JsonObject { ["id"] = "a1" });
        await PassAsync();
        await ExportAsync(earlier, "b", new JsonObject { ["own"] = "old" }, RunStatus.Failed);

        var again = await AcceptRerunAsync(earlier, "b", dependsOn: "a");
        await PassAsync();
        var run = (await ClaimAsync()).Single();

        Assert.That(await ExportsAsync(again), Is.EqualTo("base=0 id=\"a1\""));
        Assert.That((await ReadAsync(run.Lease)).Select(pair => pair.Key), Is.EquivalentTo((string[])["base", "id"]));
    }

    private Task<JsonObject> ReadAsync(RunLease lease) => new SuiteJournal(Database.Worker).ReadableAsync(lease, CancellationToken.None);

    private async Task ExportAsync(AcceptedSuite suite, string name, JsonObject exports, RunStatus end = RunStatus.Passed)
    {
        var claimed = await ClaimAsync(count: 100);
        foreach (var other in claimed.Where(run => run.Lease.RunId != suite[name]))
        {
            await Leases.ReleaseAsync(other.Lease, CancellationToken.None);
        }

        var run = claimed.Single(run => run.Lease.RunId == suite[name]);
        await StartAsync(run.Lease);
        await GiveAsync(run.Lease, exports: exports);
        await EndAsync(run, end);
    }

    private Task<string> ExportsAsync(AcceptedSuite suite) =>
        Database.ScalarAsync<string>(
            $"select coalesce(string_agg(key || '=' || value, ' ' order by key), '') from runs.suite_export where suite_run_id = '{suite.Id}'"
        );
}
