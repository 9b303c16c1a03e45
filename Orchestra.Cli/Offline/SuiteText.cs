using System.Globalization;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Cli.Offline;

/// <summary>What <c>generate</c> tells people.</summary>
internal static class SuiteText
{
    // Pairs that never come together are many, and no fault.
    private const int MostInfeasible = 8;

    public static void Write(GeneratedSuite suite, CliConsole console)
    {
        console.Result(
            $"suite \"{suite.Suite.Name}\": {suite.Scenarios.Count} scenario(s) for {string.Join(", ", suite.Suite.Criteria.Select(WireNames.Of))}, at least {suite.Coverage.LowerBound} needed"
        );
        WriteCoverage(suite.Coverage, console);
        foreach (var scenario in suite.Scenarios)
        {
            WriteScenario(scenario, console);
        }

        WriteUnbound(suite.Unbound, console);
        InspectionText.WriteWarnings(null, suite.Warnings, console);
    }

    /// <summary>What is covered, and what cannot be.</summary>
    public static void WriteCoverage(SuiteCoverage coverage, CliConsole console)
    {
        var table = new ResultTable("coverage", "covered", "of", "missing");
        foreach (
            var (name, count) in (IEnumerable<(string, CoverageCount?)>)
                [("nodes", coverage.Nodes), ("flows", coverage.Edges), ("decisions", coverage.Decisions), ("pairs", coverage.Pairs)]
        )
        {
            if (count is not null)
            {
                table.Add(name, Text(count.Covered), Text(count.Total), string.Join(", ", count.Missing));
            }
        }

        console.Table(table);
        foreach (var infeasible in coverage.Infeasible.Take(MostInfeasible))
        {
            console.Result($"  cannot be covered: {infeasible.NodeId}: {infeasible.Reason}");
        }

        if (coverage.Infeasible.Count > MostInfeasible)
        {
            console.Result($"  cannot be covered: {coverage.Infeasible.Count - MostInfeasible} more, each with its reason in the JSON");
        }
    }

    /// <summary>Tasks that no step tests.</summary>
    public static void WriteUnbound(IReadOnlyList<UnboundTask> unbound, CliConsole console)
    {
        foreach (var task in unbound)
        {
            var best = task.Best is null
                ? "no endpoint resembles it"
                : string.Create(CultureInfo.InvariantCulture, $"the best is {task.Best.EndpointName} with {task.Best.Score:0.00}");
            console.Result($"  not bound: {task.NodeId} \"{task.Name}\": {best}; name one with orchestra:endpoint, or lower --threshold");
        }
    }

    private static void WriteScenario(TestScenario scenario, CliConsole console)
    {
        console.Result($"{scenario.Key}  {scenario.Name}");
        foreach (var step in scenario.Steps)
        {
            var runnerUp = step.Binding?.RunnerUp is { } second
                ? string.Create(CultureInfo.InvariantCulture, $", then {second.EndpointName} {second.Score:0.00}")
                : "";
            var binding = step.Binding is { } found
                ? string.Create(CultureInfo.InvariantCulture, $"  ({found.Source} {found.Score:0.00}{runnerUp})")
                : "";
            var target = step.EndpointRef is { } endpoint ? $"{endpoint.ServiceName} {endpoint.EndpointName}" : WireNames.Of(step.Kind);
            console.Result($"  {Text(step.OrderIndex + 1), 2}. {step.Name}: {target}{binding}");
            WriteReasons(step, console);
        }

        if (scenario.Because.Count > 0)
        {
            console.Result(
                $"  because only it covers {string.Join(", ", scenario.Because.Select(reason => $"{reason.Kind} {reason.Id}"))}"
            );
        }

        if (scenario.DataSets.Count > 0)
        {
            console.Result($"  data sets: {string.Join(", ", scenario.DataSets)}");
        }

        foreach (var proposal in scenario.Proposals ?? [])
        {
            console.Result(
                $"  proposed: {WireNames.Of(proposal.ChannelType)} assertion {proposal.Alias} after {proposal.After ?? "the start"}: {proposal.Reason}"
            );
        }

        foreach (var condition in scenario.NeedsData)
        {
            console.Result($"  needs data: {condition}");
        }
    }

    // Why the step calls what it calls, and where its values come from.
    private static void WriteReasons(ScenarioStep step, CliConsole console)
    {
        if (step.Binding is { Parts: { } parts, Threshold: { } threshold })
        {
            var shares = new[]
            {
                ("operation id", parts.OperationId),
                ("summary", parts.Summary),
                ("path", parts.Path),
                ("tags", parts.Tags),
                ("verb", parts.Verb),
            }
                .Where(part => part.Item2 != 0)
                .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2:0.00}"));
            console.Result(
                string.Create(CultureInfo.InvariantCulture, $"      score: {string.Join(", ", shares)}; at least {threshold:0.00} binds")
            );
        }

        foreach (var wiring in step.Wiring ?? [])
        {
            console.Result($"      {wiring.Target} from {wiring.Source} ({WireNames.Of(wiring.By)})");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
