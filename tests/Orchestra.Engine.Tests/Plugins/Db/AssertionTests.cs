using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Testing.Waiting;

namespace Orchestra.Engine.Tests.Plugins.Db;

internal sealed class AssertionTests : DbPluginFixture
{
    private const string Id = "0198a000-0000-7000-8000-000000000001";

    private static readonly StepMeta Fast = new() { TimeoutMs = 5_000, PollIntervalMs = 20 };

    [Test]
    public async Task It_looks_again_until_its_rules_hold_and_says_how_long_that_took()
    {
        await RunAsync($"insert into loans values ('{Id}', 'NEW')");
        var looking = ExecuteAsync(
            Step(
                "select state from loans",
                StepKind.Assertion,
                meta: Fast with
                {
                    ExportAs = new Dictionary<string, JsonNode?> { ["state"] = "{{dbResult.rows[0].state}}" },
                },
                rules: new BusinessRule("{{dbResult.rows[0].state}}", "eq", "OPEN")
            )
        );
        await using var seen = Sut.CreateCommand(
            "select count(*) from pg_stat_activity where application_name = 'orchestra' and datname = current_database()"
        );
        await Eventually.IsTrueAsync(
            async () => (long)(await seen.ExecuteScalarAsync())! == 1,
            TimeSpan.FromSeconds(20),
            "the connection of the step"
        );

        await RunAsync("update loans set state = 'OPEN'");
        var verdict = await looking;

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), Told(verdict));
        Assert.That(verdict.Payload.Polls, Is.GreaterThanOrEqualTo(1));
        Assert.That(verdict.Payload.SettlingTimeMs, Is.Not.Null);
        Assert.That(verdict.Payload.Exports!["state"]!.ToString(), Is.EqualTo("OPEN"));
    }

    [Test]
    public async Task Without_rules_it_waits_for_a_row_and_shows_what_there_was_instead()
    {
        var verdict = await ExecuteAsync(Step("select state from loans", StepKind.Assertion, meta: Fast with { TimeoutMs = 200 }));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Does.StartWith("Timeout poll-timeout").And.Contain("DbAssertionFailed db.no-row"));
        Assert.That(verdict.Payload.DbResult!["rows"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Rows_that_do_not_hold_are_shown_with_what_was_expected()
    {
        await RunAsync($"insert into loans values ('{Id}', 'NEW')");

        var verdict = await ExecuteAsync(
            Step(
                "select state from loans",
                StepKind.Assertion,
                meta: Fast with
                {
                    TimeoutMs = 200,
                },
                rules: new BusinessRule("{{dbResult.rows[0].state}}", "eq", "OPEN")
            )
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Does.Contain("BusinessRuleViolation rule.eq"));
        Assert.That(verdict.Payload.DbResult!["rows"]!.ToJsonString(), Is.EqualTo("""[{"state":"NEW"}]"""));
    }

    [Test]
    public async Task A_connection_that_the_server_ends_is_opened_again()
    {
        var looking = ExecuteAsync(Step("select 1 from loans", StepKind.Assertion, meta: Fast));
        await using var end = Sut.CreateCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'orchestra' and datname = current_database()"
        );
        await Eventually.IsTrueAsync(
            async () => (long)(await end.ExecuteScalarAsync())! == 1,
            TimeSpan.FromSeconds(20),
            "the connection of the step"
        );

        await RunAsync($"insert into loans values ('{Id}', 'NEW')");

        Assert.That((await looking).Status, Is.EqualTo(StepStatus.Passed));
    }

    [Test]
    public async Task A_server_that_is_not_there_tells_nothing_of_the_sut()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var verdict = await ExecuteAsync(Step("select 1"), profile: Profile with { Port = port });

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Does.StartWith("NetworkError network.refused"));
    }

    [Test]
    public async Task A_server_that_never_answers_ends_at_the_steps_limit()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();

        var verdict = await ExecuteAsync(
            Step("select 1", meta: new StepMeta { TimeoutMs = 300 }),
            profile: Profile with
            {
                Port = ((IPEndPoint)mute.LocalEndpoint).Port,
            }
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Does.StartWith("NetworkError network.connect-timeout"));
    }

    [Test]
    public async Task A_wrong_password_tells_nothing_of_the_sut_and_is_not_told_itself()
    {
        var verdict = await ExecuteAsync(Step("select 1"), profile: Profile with { User = "nobody", Password = "canary-password" });

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Does.StartWith("NetworkError sql.28").And.Not.Contain("canary-password"));
    }

    [Test]
    public async Task An_address_that_is_not_allowed_is_never_connected_to()
    {
        var verdict = await ExecuteAsync(Step("select 1"), policy: new OutboundPolicy());

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Does.StartWith("OutboundBlocked"));
    }

    [Test]
    public async Task Our_own_server_is_never_reached()
    {
        var own = ForbiddenEndpoint.Parse($"localhost:{Profile.Port}");

        var verdict = await ExecuteAsync(Step("select 1"), policy: new OutboundPolicy { AllowLoopback = true, Forbidden = [own] });

        Assert.That(Told(verdict), Does.StartWith("OutboundBlocked"));
    }

    [Test]
    public async Task An_unknown_alias_is_refused_with_those_that_are_there()
    {
        var verdict = await ExecuteAsync(Step("select 1", meta: new StepMeta { DataSource = "lones" }));

        Assert.That(Told(verdict), Does.Contain("no database 'lones'").And.Contain("it has loans"));
    }

    [Test]
    public void Giving_up_throws_at_once()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.That(
            () => ExecuteAsync(Step("select pg_sleep(1000)", meta: new StepMeta { TimeoutMs = 60_000 }), cancellationToken: stop.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }
}
