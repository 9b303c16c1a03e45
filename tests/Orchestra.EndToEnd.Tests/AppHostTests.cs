namespace Orchestra.EndToEnd.Tests;

/// <summary>The real topology, Orchestra.AppHost: up, stopped, killed.</summary>
[NonParallelizable]
internal sealed class AppHostTests
{
    [Test, CancelAfter(120_000)]
    public async Task Sigterm_stops_all_of_it_within_ten_seconds()
    {
        await using var host = await LocalProgram.StartAppHostAsync("--Samples:Bank=true");
        await host.ReadyAsync();
        DemandServers(host);

        var begin = TimeProvider.System.GetTimestamp();
        host.Tree.Terminate();
        await host.NothingLeftAsync(TimeSpan.FromSeconds(10));

        await TestContext.Out.WriteLineAsync($"all gone after {TimeProvider.System.GetElapsedTime(begin).TotalSeconds:0.0} s");
        Assert.That(await host.Tree.Exited, Is.Zero, host.Tree.Output);
        Assert.That(host.Tree.Output, Does.Contain("[host] executor: Stopped").And.Contain("[host] postgres: Stopped"));
    }

    [Test, CancelAfter(120_000)]
    public async Task Five_seconds_after_kill_9_nothing_of_it_is_alive()
    {
        await using var host = await LocalProgram.StartAppHostAsync("--Samples:Bank=true");
        await host.ReadyAsync();
        DemandServers(host);

        host.Tree.Kill();

        await host.NothingLeftAsync(TimeSpan.FromSeconds(5));
    }

    // The control: what is to be gone is there and is found.
    private static void DemandServers(LocalProgram host) =>
        Assert.That(
            host.Tree.Alive(),
            Has.Some.Contains("epmd")
                .And.Some.Contains("beam")
                .And.Some.Contains("postgres")
                .And.Some.Contains("Orchestra.Executor")
                .And.Some.Contains("Orchestra.Gateway")
        );
}
