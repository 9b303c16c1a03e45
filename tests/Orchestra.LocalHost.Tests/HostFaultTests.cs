using Orchestra.LocalHost.Processes;
using Orchestra.LocalHost.Tests.Fixtures;

namespace Orchestra.LocalHost.Tests;

/// <summary>What goes wrong beside a host: a step that fails, logs and state that cannot be written.</summary>
[TestFixture, Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostFaultTests
{
    private readonly string _folder = TemporaryFolder.Create();

    [TearDown]
    public void RemoveFolder() => TemporaryFolder.Remove(_folder);

    [Test, CancelAfter(60_000)]
    public async Task A_log_that_cannot_be_written_is_told_once_and_neither_stops_a_service_nor_the_stop()
    {
        var logs = Directory.CreateDirectory(Path.Combine(_folder, "state", "logs")).FullName;
        File.CreateSymbolicLink(Path.Combine(logs, "front.log"), "/dev/full");
        File.CreateSymbolicLink(Path.Combine(logs, "topology.log"), "/dev/full");
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Database, "--state-folder", Path.Combine(_folder, "state"));
        await host.ReadyAsync();

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        // More than a pipe holds.
        using var answer = await client.GetAsync(new Uri($"{host.UrlOf("front")}/say?lines=20000"));
        host.Signal(UnixSignal.Terminate);
        var exitCode = await host.Exited;

        Assert.Multiple(() =>
        {
            Assert.That(answer.IsSuccessStatusCode, Is.True);
            Assert.That(exitCode, Is.Zero, host.Output);
            Assert.That(
                host.Output.Split('\n').Count(line => line.Contains("front.log is given up", StringComparison.Ordinal)),
                Is.EqualTo(1)
            );
            Assert.That(host.Output, Does.Contain("line 19999 of many").And.Contain("[host] postgres: Stopped"));
            Assert.That(host.Alive(), Is.Empty);
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task A_state_file_that_cannot_be_written_any_more_does_not_break_the_stop()
    {
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Stubborn, "--ephemeral");
        await host.ReadyAsync();
        // Where the new state is written before it takes the file's place.
        Directory.CreateDirectory(Path.Combine(_folder, "told.json.tmp"));

        host.Signal(UnixSignal.Terminate);
        var exitCode = await host.Exited;

        Assert.That(exitCode, Is.Zero, host.Output);
        Assert.That(host.Output, Does.Contain("the state file is out of date").And.Contain("[host] stubborn: Stopped"));
        Assert.That(host.Alive(), Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_failed_step_is_told_with_its_last_lines_and_stops_everything_with_exit_code_1()
    {
        await using var host = await HostProcess.StartAsync(_folder, Topologies.Failing, "--ephemeral");
        var exitCode = await host.Exited;

        var journal = await File.ReadAllLinesAsync(host.Journal);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1), host.Output);
            Assert.That(
                host.Output,
                Does.Contain("[host] step cannot be started: 'step' ended with exit code 3 while starting; its last lines:")
            );
            Assert.That(
                host.Output,
                Does.Contain("[host]   the fixture ends as it was told").And.Contain("[step] the fixture ends as it was told")
            );
            Assert.That(
                journal,
                Is.EqualTo(["first started", "step started", "first stopping"]),
                "who waits for a failed step never starts"
            );
            Assert.That(host.State!["resources"]!["step"]!["state"]!.GetValue<string>(), Is.EqualTo("Failed"));
            Assert.That(host.State!["resources"]!["step"]!["exitCode"]!.GetValue<int>(), Is.EqualTo(3));
            Assert.That(host.Alive(), Is.Empty);
        });
    }
}
