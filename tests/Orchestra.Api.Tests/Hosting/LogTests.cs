using Orchestra.Testing.Builders;
using Orchestra.Testing.Logs;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Hosting;

/// <summary>What the Api's own program writes, parsed.</summary>
[CancelAfter(60_000)]
internal sealed class LogTests
{
    [TestCase("testruns", "runId")]
    [TestCase("suiteruns", "suiteRunId")]
    public async Task Lines_of_a_run_say_whose_run_it_is_and_which(string noun, string field)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await ServiceProcess.StartAsync(
            "Orchestra.Api",
            new Dictionary<string, string>
            {
                ["ConnectionStrings__orchestra_app"] = database.AppConnectionString,
                ["ConnectionStrings__orchestra_worker"] = database.WorkerConnectionString,
                ["ConnectionStrings__messaging"] = await TestServers.RabbitMqAsync(),
            }
        );
        var run = A.Id();

        var answer = await new ApiClient(api.Address, null).SendAsync(
            "POST",
            $"/api/v1/{noun}/{run}/cancel",
            (string?)null,
            ("X-Request-Id", "request-7")
        );

        Assert.That(answer.Status, Is.EqualTo(404), answer.Text);
        var line = await Eventually.GetAsync(
            () => Task.FromResult(LogLine.Read(api.Output).FirstOrDefault(line => line.Message.Contains($"{run}/cancel"))),
            found => found is not null,
            TimeSpan.FromSeconds(10),
            "the request is logged"
        );
        Assert.That(line!.Fields, Does.ContainKey(field).WithValue($"{run}"));
        Assert.That(line.Fields, Does.ContainKey("tenantId").And.ContainKey("subject"));
        Assert.That(line.Fields, Does.ContainKey("requestId").WithValue("request-7"));
    }
}
