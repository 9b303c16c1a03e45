using Orchestra.Testing.Processes;

namespace Orchestra.Executor.Tests;

/// <summary>What the person who starts the executor can mend is told in words, with exit code 2.</summary>
[CancelAfter(60_000)]
internal sealed class StartTests
{
    private static readonly Dictionary<string, string> Complete = new()
    {
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["ConnectionStrings__orchestra_worker"] = "Host=127.0.0.1;Port=1",
        ["ConnectionStrings__messaging"] = "amqp://127.0.0.1:1/",
    };

    [TestCase("ConnectionStrings__orchestra_worker", null, "set ConnectionStrings__orchestra_worker")]
    [TestCase("ConnectionStrings__messaging", null, "set ConnectionStrings__messaging")]
    [TestCase("Executor__MaxConcurrentRuns", "0", "MaxConcurrentRuns")]
    [TestCase("Outbound__Forbidden__0", "nonsense", "each Forbidden entry must be host:port")]
    public async Task A_setting_that_is_missing_or_out_of_bounds_is_named(string variable, string? value, string says)
    {
        var environment = new Dictionary<string, string>(Complete);
        environment.Remove(variable);
        if (value is not null)
        {
            environment[variable] = value;
        }

        var (code, output) = await ServiceProcess.RunAsync("Orchestra.Executor", [], environment);

        var told = output.Split('\n').Single(line => line.StartsWith("orchestra executor: ", StringComparison.Ordinal));
        Assert.That(told, Does.Contain(says));
        Assert.That(output.Split('\n'), Has.None.StartsWith("   at "));
        Assert.That(code, Is.EqualTo(2));
    }
}
