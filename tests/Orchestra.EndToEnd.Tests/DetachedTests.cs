namespace Orchestra.EndToEnd.Tests;

/// <summary><c>up --detach</c>, <c>status</c>, <c>logs</c> and <c>down</c>.</summary>
[NonParallelizable]
internal sealed class DetachedTests
{
    [Test, CancelAfter(180_000)]
    public async Task Up_goes_on_without_its_caller_until_down()
    {
        await using var up = await LocalProgram.StartCliAsync("up", "--detach", "--ephemeral", "--state-folder", "FOLDER");
        Assert.That(await up.Tree.Exited, Is.Zero, up.Tree.Output);
        Assert.That(up.Tree.Output, Does.Contain("Orchestra is up at http://127.0.0.1:"));
        Assert.That(up.Tree.Alive(), Has.Some.Contains("Orchestra.Gateway"));

        var again = await CliAsync(up, "up", "--detach", "--ephemeral");
        var status = await CliAsync(up, "status");
        var all = await CliAsync(up, "logs");
        var one = await CliAsync(up, "logs", "executor");
        var wrong = await CliAsync(up, "logs", "mainframe");
        var down = await CliAsync(up, "down");
        var after = await CliAsync(up, "status");
        var downAgain = await CliAsync(up, "down");

        Assert.Multiple(() =>
        {
            Assert.That(again.ExitCode, Is.EqualTo(2));
            Assert.That(again.Output, Does.Contain("is up already"));
            Assert.That(status.ExitCode, Is.Zero, status.Output);
            Assert.That(status.Output, Does.Match(@"(?m)^gateway +Healthy +\d+ +http://127.0.0.1:\d+$"));
            Assert.That(status.Output, Does.Match(@"(?m)^migrations +Finished"));
            Assert.That(all.Output, Does.Contain("[host] gateway: Healthy").And.Contain("[postgres] "));
            Assert.That(
                one.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                Has.All.Match(@"^\[(executor-\d|host\] executor)").And.Some.Contains("[host] executor: Healthy")
            );
            Assert.That(wrong.ExitCode, Is.EqualTo(2));
            Assert.That(wrong.Output, Does.Contain("there is no resource 'mainframe'").And.Contain("executor"));
            Assert.That((down.ExitCode, down.Output), Is.EqualTo((0, "stopped")));
            Assert.That(after.ExitCode, Is.EqualTo(4), after.Output);
            Assert.That((downAgain.ExitCode, downAgain.Output), Is.EqualTo((0, "nothing to do: Orchestra is not up")));
        });
        await up.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    private static async Task<(int ExitCode, string Output)> CliAsync(LocalProgram up, params string[] arguments) =>
        await LocalProgram.RunCliAsync([.. arguments, "--state-folder", up.Folder]);
}
