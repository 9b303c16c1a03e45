using System.Text.Json.Nodes;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Topologies;

namespace Orchestra.EndToEnd.Tests;

/// <summary>A suite whose scenarios depend on each other, on all of the product and the bank.</summary>
internal sealed class SuiteGraphTests
{
    private const string Apply = """
        {"key":"apply","name":"apply","steps":[{"id":"a","alias":"a","name":"Apply",
          "endpointRef":{"protocolId":"http","serviceName":"loans","endpointName":"POST /applications"},
          "action":{"inputTemplate":{"body":{"applicantName":"Ada Good","email":"ada.good@example.com","age":40,"annualIncome":60000,
            "existingDebt":0,"amount":15000,"termMonths":36,"purpose":"CAR"}},
            "meta":{"exportAs":{"applicationId":"{{ response.body.id }}"}}}}]}
        """;

    private Topology _topology = null!;
    private BankProject _project = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _topology = await Topology.StartAsync();
        var bank = await _topology.Client.ImportBankAsync(_topology.Bank.Address);
        _project = await _topology.Client.WriteSuiteAsync(
            bank,
            "a graph",
            JsonNode.Parse(Apply)!.AsObject(),
            OfTheApplication("score", "POST /applications/{applicationId}/score", "apply"),
            OfTheApplication("read", "GET /applications/{applicationId}", "score"),
            OfTheApplication("complain", "GET /applications/{applicationId}", "score", RunStatus.Failed)
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_topology is not null)
        {
            await _topology.DisposeAsync();
        }
    }

    [TearDown]
    public async Task HealAsync() => await _topology.Bank.SetFaultAsync("none");

    [Test]
    public async Task What_one_scenario_exports_the_next_ones_send_and_what_cannot_be_met_is_skipped()
    {
        var report = await _topology.Client.EndedSuiteAsync((await _topology.Client.StartSuiteAsync(_project)).Id);

        Assert.That(StatesOf(report), Is.EqualTo("apply PASSED, complain SKIPPED, read PASSED, score PASSED"));
        Assert.That(report.Status, Is.EqualTo(SuiteRunStatus.Passed), "SKIPPED alone does not fail");
        var application = RunOf(report, "apply").Steps[0].Payload.Exports!["applicationId"]!.GetValue<string>();
        var score = (await _topology.Bank.RequestsAsync(RunOf(report, "score").CorrelationId)).Single();
        Assert.That(score.Path, Is.EqualTo($"/applications/{application}/score"));
        Assert.That(
            RunOf(report, "score").StartedAt,
            Is.GreaterThanOrEqualTo(RunOf(report, "apply").FinishedAt!.Value),
            "by one clock, the database's"
        );
        await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report.Runs);
        await BankJudge.DemandOrderAsync(_topology);
    }

    [Test]
    public async Task After_a_failure_the_other_way_is_taken_and_a_rerun_goes_on_with_what_passed_before()
    {
        await _topology.Bank.SetFaultAsync("scoring-500");
        var failed = await _topology.Client.EndedSuiteAsync((await _topology.Client.StartSuiteAsync(_project)).Id);
        Assert.That(StatesOf(failed), Is.EqualTo("apply PASSED, complain PASSED, read SKIPPED, score FAILED"));
        Assert.That(failed.Status, Is.EqualTo(SuiteRunStatus.Failed));
        await _topology.Bank.SetFaultAsync("none");

        var again = await _topology.Client.EndedSuiteAsync((await _topology.Client.RerunFailedAsync(failed.SuiteRunId)).Id);

        Assert.That(StatesOf(again), Is.EqualTo("read PASSED, score PASSED"));
        var application = RunOf(failed, "apply").Steps[0].Payload.Exports!["applicationId"]!.GetValue<string>();
        var read = (await _topology.Bank.RequestsAsync(RunOf(again, "read").CorrelationId)).Single();
        Assert.That(read.Path, Is.EqualTo($"/applications/{application}"), "the application of the first run, made once");
        await BankJudge.DemandOrderAsync(_topology);
    }

    private static JsonObject OfTheApplication(string key, string endpoint, string after, RunStatus onStatus = RunStatus.Passed) =>
        JsonNode
            .Parse(
                $$$"""
                {"key":"{{{key}}}","name":"{{{key}}}","dependsOn":[{"scenarioKey":"{{{after}}}","onStatus":["{{{onStatus.ToString().ToUpperInvariant()}}}"]}],
                 "steps":[{"id":"s","alias":"s","name":"{{{key}}}",
                  "endpointRef":{"protocolId":"http","serviceName":"loans","endpointName":"{{{endpoint}}}"},
                  "action":{"inputTemplate":{"pathParams":{"applicationId":"{{ suite.applicationId }}"} } } }]}
                """
            )!
            .AsObject();

    private static string StatesOf(SuiteReport report) =>
        string.Join(
            ", ",
            report
                .Runs.OrderBy(run => run.ScenarioKey, StringComparer.Ordinal)
                .Select(run => $"{run.ScenarioKey} {run.Status.ToString().ToUpperInvariant()}")
        );

    private static RunReport RunOf(SuiteReport report, string key) => report.Runs.Single(run => run.ScenarioKey == key);
}
