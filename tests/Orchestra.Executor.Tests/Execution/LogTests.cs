using Orchestra.Testing.Builders;
using Orchestra.Testing.Logs;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Waiting;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>What the executor's own program writes, parsed.</summary>
internal sealed class LogTests : ExecutorFixture
{
    [Test]
    public async Task Lines_of_a_step_say_whose_run_it_is_which_and_which_step()
    {
        Target.On("/ok", 200, "{}");
        await using var executor = await ServiceProcess.StartAsync(
            "Orchestra.Executor",
            new Dictionary<string, string>
            {
                ["ConnectionStrings__orchestra_worker"] = Database.WorkerConnectionString,
                ["ConnectionStrings__messaging"] = "amqp://nobody:nothing@127.0.0.1:1/",
                ["Executor__PollEvery"] = "00:00:00.1",
            }
        );

        var run = await AcceptAsync(A.Plan(Step("first", "/ok"), Step("second", "/ok")));

        await Eventually.IsTrueAsync(async () => await StatusAsync(run) == "PASSED", TimeSpan.FromSeconds(20), "the run has passed");
        var lines = await Eventually.GetAsync(
            () => Task.FromResult(LogLine.Read(executor.Output).Where(line => line.EventId == 3020).ToList()),
            found => found.Count == 2,
            TimeSpan.FromSeconds(10),
            "both steps are logged"
        );
        Assert.That(lines.Select(line => line.Fields.GetValueOrDefault("stepAlias")), Is.EqualTo(new[] { "first", "second" }));
        foreach (var line in lines)
        {
            Assert.That(line.Fields, Does.ContainKey("tenantId").WithValue($"{Tenant}").And.ContainKey("runId").WithValue($"{run}"));
        }
    }
}
