using System.Globalization;
using Npgsql;
using Orchestra.LocalHost.Processes;
using Orchestra.LocalHost.Tests.Fixtures;
using Orchestra.Testing.Servers;

namespace Orchestra.LocalHost.Tests;

/// <summary>A host that is killed takes everything with it, at any moment of its life.</summary>
[TestFixture, Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostDeathTests
{
    private readonly string _folder = TemporaryFolder.Create();

    [TearDown]
    public void RemoveFolder() => TemporaryFolder.Remove(_folder);

    [Test, CancelAfter(90_000)]
    public async Task Five_seconds_after_kill_9_of_the_host_none_of_its_processes_is_alive()
    {
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Full, "--state-folder", Path.Combine(_folder, "state"));
        await host.ReadyAsync();
        await using var busy = new NpgsqlConnection(host.ConnectionString("shop"));
        await busy.OpenAsync();
        await using var sleeping = new NpgsqlCommand("select pg_sleep(600)", busy);
        var query = sleeping.ExecuteNonQueryAsync();
        Assert.That(host.Alive(), Has.Some.Contains("epmd").And.Some.Contains("beam").And.Some.Contains("fixture-service"), "the control");

        host.Signal(UnixSignal.Kill);
        await host.Exited;

        await Until.TrueAsync("all processes are dead", TimeSpan.FromSeconds(5), () => host.Alive().Count == 0, host.Alive);
        Assert.That(async () => await query, Throws.InstanceOf<NpgsqlException>());
    }

    [Test, CancelAfter(60_000)]
    public async Task A_child_whose_host_dies_before_the_death_signal_is_set_never_begins()
    {
        // A setsid that waits: the child exists, and has asked for nothing yet.
        var gate = Path.Combine(_folder, "open");
        var tools = Directory.CreateDirectory(Path.Combine(_folder, "tools")).FullName;
        var setsid = Path.Combine(tools, "setsid");
        await File.WriteAllTextAsync(
            setsid,
            $"#!/bin/sh\ntouch '{_folder}/waiting'\nwhile [ ! -e '{gate}' ]; do sleep 0.02; done\nexec /usr/bin/setsid \"$@\"\n"
        );
        File.SetUnixFileMode(setsid, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = new Dictionary<string, string> { ["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}" };
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Stubborn, path, "--ephemeral");
        await Until.TrueAsync("a child waits", TimeSpan.FromSeconds(30), () => File.Exists(Path.Combine(_folder, "waiting")));

        host.Signal(UnixSignal.Kill);
        await host.Exited;
        Assert.That(host.Alive(), Has.Some.Contains("setsid"), "the control: it outlives the host so far");
        await File.WriteAllTextAsync(gate, "");

        await Until.TrueAsync("the child is gone", TimeSpan.FromSeconds(5), () => host.Alive().Count == 0, host.Alive);
        Assert.That(File.Exists(host.Journal), Is.False, "it never began");
    }

    [Test, CancelAfter(60_000)]
    public async Task A_cluster_that_is_being_made_ends_with_its_host_together_with_what_makes_it()
    {
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Full, "--ephemeral");
        await Until.TrueAsync("initdb has started a server", TimeSpan.FromSeconds(30), () => Maker() is not null);
        // However long it takes: it would go on with what it was given after initdb is gone.
        _ = NativeMethods.Kill(int.Parse(Maker()!.Split(' ')[0], CultureInfo.InvariantCulture), (int)UnixSignal.Stop);
        Assert.That(host.Alive(), Has.Some.Contains("initdb"), "the control: it is not over yet");

        host.Signal(UnixSignal.Kill);
        await host.Exited;

        await Until.TrueAsync("all processes are dead", TimeSpan.FromSeconds(5), () => host.Alive().Count == 0, host.Alive);

        string? Maker() =>
            host.Alive()
                .FirstOrDefault(line =>
                    line.Contains("/postgres --boot", StringComparison.Ordinal)
                    || line.Contains("/postgres --single", StringComparison.Ordinal)
                );
    }

    [Test, CancelAfter(300_000)]
    public async Task A_host_that_is_killed_at_any_moment_of_its_start_leaves_nothing()
    {
        var random = new Random(1);
        for (var round = 0; round < (TestServers.IsDeep ? 60 : 6); round++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, $"{round}")).FullName;
            await using var host = await HostProcess.StartAsync(folder, Topologies.Full, "--ephemeral");
            var moment = TimeSpan.FromMilliseconds(random.Next(100, 4000));
            await Task.Delay(moment, TimeProvider.System, CancellationToken.None);

            host.Signal(UnixSignal.Kill);
            await host.Exited;

            await Until.TrueAsync(
                $"all processes are dead after {moment.TotalMilliseconds} ms of start",
                TimeSpan.FromSeconds(5),
                () => host.Alive().Count == 0,
                host.Alive
            );
        }
    }
}
