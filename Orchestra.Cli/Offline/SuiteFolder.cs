using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Cli.Offline;

/// <summary>A suite as files: <c>suite.json</c> with everything but the scenarios' bodies, and a file for each scenario.</summary>
internal static class SuiteFolder
{
    public static void Write(string folder, GeneratedSuite suite, CliConsole console)
    {
        var scenarios = Path.Combine(folder, "scenarios");
        Directory.CreateDirectory(scenarios);
        foreach (var scenario in suite.Scenarios)
        {
            File.WriteAllText(Path.Combine(scenarios, scenario.Key + ".json"), SuiteJson.WriteFile(scenario));
        }

        var index = suite.Scenarios.Select(scenario => new Entry(scenario.Key, scenario.Name, $"scenarios/{scenario.Key}.json"));
        var head = new Index(suite.Suite, suite.Coverage, [.. index], suite.Unbound, suite.Warnings);
        File.WriteAllText(Path.Combine(folder, "suite.json"), SuiteJson.WriteFile(head));
        console.Note($"written: {Path.Combine(folder, "suite.json")} and {suite.Scenarios.Count} scenario(s)");

        // They may be somebody's work: told, never removed.
        var keys = suite.Scenarios.Select(scenario => scenario.Key + ".json").ToHashSet(StringComparer.Ordinal);
        foreach (var other in Directory.EnumerateFiles(scenarios, "*.json").Where(file => !keys.Contains(Path.GetFileName(file))).Order())
        {
            console.Note($"  {other} is not part of this suite: an earlier one's, or made by hand");
        }
    }

    internal sealed record Entry(string Key, string Name, string File);

    internal sealed record Index(
        SuiteHead Suite,
        SuiteCoverage Coverage,
        IReadOnlyList<Entry> Scenarios,
        IReadOnlyList<UnboundTask> Unbound,
        IReadOnlyList<ImportWarning> Warnings
    );
}
