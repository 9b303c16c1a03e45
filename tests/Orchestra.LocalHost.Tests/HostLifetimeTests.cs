using Npgsql;
using Orchestra.LocalHost.Processes;
using Orchestra.LocalHost.Tests.Fixtures;

namespace Orchestra.LocalHost.Tests;

/// <summary>A host in a process of its own: stopped, killed, started again, started twice.</summary>
[TestFixture, Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostLifetimeTests
{
    private readonly string _folder = TemporaryFolder.Create();

    [TearDown]
    public void RemoveFolder() => TemporaryFolder.Remove(_folder);

    [Test, CancelAfter(90_000)]
    public async Task Sigterm_stops_all_in_reverse_order_within_ten_seconds_and_leaves_nothing()
    {
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Full, "--ephemeral");
        await host.ReadyAsync();
        Assert.That(
            host.Alive(),
            Has.Some.Contains("epmd").And.Some.Contains("beam").And.Some.Contains("postgres"),
            "the control: the mark finds the servers"
        );

        var begin = TimeProvider.System.GetTimestamp();
        host.Signal(UnixSignal.Terminate);
        var exitCode = await host.Exited;
        var took = TimeProvider.System.GetElapsedTime(begin);
        // erl_child_setup and inet_gethost end when they notice that the node is gone.
        await Until.TrueAsync("nothing is left", TimeSpan.FromSeconds(2), () => host.Alive().Count == 0, host.Alive);

        var stops = (await File.ReadAllLinesAsync(host.Journal))
            .Where(line => line.EndsWith("stopping", StringComparison.Ordinal))
            .ToList();
        var output = host.Output;
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.Zero, output);
            Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(10)));
            Assert.That(stops, Has.Count.EqualTo(3).And.ItemAt(0).EqualTo("front stopping"));
            Assert.That(stops.Skip(1), Is.EquivalentTo(["web-1 stopping", "web-2 stopping"]));
            Assert.That(
                output.IndexOf("web: Stopped", StringComparison.Ordinal),
                Is.LessThan(output.IndexOf("postgres: Stopping", StringComparison.Ordinal))
            );
            Assert.That(host.State!["resources"]!["postgres"]!["state"]!.GetValue<string>(), Is.EqualTo("Stopped"));
            Assert.That(host.State!["ready"]!.GetValue<bool>(), Is.False);
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task Data_and_passwords_survive_a_restart_after_kill_9()
    {
        string[] state = ["--state-folder", Path.Combine(_folder, "state")];
        string role;
        await using (var first = await HostProcess.StartAsync(_folder, Topologies.Database, state))
        {
            await first.ReadyAsync();
            role = await EnvironmentOf(first, "ConnectionStrings__role");
            await ExecuteAsync(first, "create table kept (n int)");
            await ExecuteAsync(first, "insert into kept values (42)");
            first.Signal(UnixSignal.Kill);
            await first.Exited;
        }

        await using var second = await HostProcess.StartAsync(_folder, Topologies.Database, state);
        await second.ReadyAsync();
        var kept = await ExecuteAsync(second, "select n from kept");
        var again = await EnvironmentOf(second, "ConnectionStrings__role");
        var secrets = File.GetUnixFileMode(Path.Combine(_folder, "state", "secrets.json"));
        second.Signal(UnixSignal.Terminate);
        var exitCode = await second.Exited;

        Assert.Multiple(() =>
        {
            Assert.That(kept, Is.EqualTo(42));
            Assert.That(
                new NpgsqlConnectionStringBuilder(again).Password,
                Is.EqualTo(new NpgsqlConnectionStringBuilder(role).Password).And.Length.EqualTo(30)
            );
            Assert.That(secrets, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(exitCode, Is.Zero);
            Assert.That(second.Alive(), Is.Empty);
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task A_second_host_on_the_same_state_is_refused_and_the_first_goes_on()
    {
        string[] state = ["--state-folder", Path.Combine(_folder, "state")];
        await using var first = await HostProcess.StartAsync(_folder, Topologies.Stubborn, state);
        await first.ReadyAsync();

        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder, "second")).FullName;
        await using var second = await HostProcess.StartAsync(elsewhere, Topologies.Stubborn, state);
        var exitCode = await second.Exited;

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(second.Output, Does.Contain("another host").And.Contain("uses the state folder").And.Contain("--ephemeral"));
        Assert.That(first.State!["ready"]!.GetValue<bool>(), Is.True);
        Assert.That(first.Alive(), Has.Count.EqualTo(3));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_process_that_ignores_sigterm_is_killed_in_time()
    {
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Stubborn, "--ephemeral");
        await host.ReadyAsync();

        var begin = TimeProvider.System.GetTimestamp();
        host.Signal(UnixSignal.Terminate);
        await host.Exited;

        Assert.That(TimeProvider.System.GetElapsedTime(begin), Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(host.Alive(), Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_service_has_its_grace_although_the_one_before_it_had_to_be_killed()
    {
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Slow, "--ephemeral");
        await host.ReadyAsync();

        var begin = TimeProvider.System.GetTimestamp();
        host.Signal(UnixSignal.Terminate);
        await host.Exited;

        Assert.That(TimeProvider.System.GetElapsedTime(begin), Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(await File.ReadAllLinesAsync(host.Journal), Has.Some.EqualTo("slow handed over"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Two_services_may_know_each_others_addresses()
    {
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Slow, "--ephemeral");
        await host.ReadyAsync();

        Assert.That(await EnvironmentOf(host, "services__gate__http__0", "slow"), Is.EqualTo(host.UrlOf("gate")));
        Assert.That(await EnvironmentOf(host, "GATE", "slow"), Is.EqualTo(new Uri(host.UrlOf("gate")).Authority));
        Assert.That(await EnvironmentOf(host, "services__slow__http__0", "gate"), Is.EqualTo(host.UrlOf("slow")));
    }

    private static async Task<string> EnvironmentOf(HostProcess host, string variable, string service = "web")
    {
        using var client = new HttpClient();
        var address = new Uri($"{host.UrlOf(service)}/environment");
        var variables = System.Text.Json.Nodes.JsonNode.Parse(await client.GetStringAsync(address))!;
        return variables[variable]!.GetValue<string>();
    }

    private static async Task<object?> ExecuteAsync(HostProcess host, string sql)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString("shop") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
