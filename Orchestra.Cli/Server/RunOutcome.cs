using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Cli.Server;

/// <summary>What a report says, whether it is a suite run's or a single run's.</summary>
internal sealed record RunOutcome(string Title, string Environment, string Status, double? DurationMs, IReadOnlyList<RunReport> Runs)
{
    public SuiteCoverage? Coverage { get; init; }

    public IReadOnlyList<UnboundTask> Unbound { get; init; } = [];

    public int ExitCode =>
        Status switch
        {
            "PASSED" => ExitCodes.Passed,
            "FAILED" => ExitCodes.Failed,
            _ => ExitCodes.Broken,
        };

    public bool IsOver => Status is not ("PENDING" or "QUEUED" or "IN_PROGRESS");

    public static RunOutcome OfSuiteRun(string json)
    {
        var report = Read<SuiteReport>(json);
        return new RunOutcome(
            $"suite \"{report.SuiteName}\"",
            report.Environment,
            WireNames.Of(report.Status),
            report.DurationMs,
            report.Runs
        )
        {
            Coverage = report.Coverage,
            Unbound = report.Unbound,
        };
    }

    public static RunOutcome OfRun(string json)
    {
        var report = Read<RunReport>(json);
        return new RunOutcome(
            $"scenario \"{report.ScenarioName}\"",
            report.Environment,
            WireNames.Of(report.Status),
            report.DurationMs,
            [report]
        );
    }

    public IEnumerable<RunReport> NotPassed => Runs.Where(run => run.Status != RunStatus.Passed);

    private static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, OrchestraJson.Options) ?? throw new JsonException("the report is null");
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCodes.Broken, $"the server's report cannot be read: {exception.Message}");
        }
    }
}
