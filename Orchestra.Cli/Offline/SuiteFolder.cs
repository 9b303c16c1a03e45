using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Cli.Offline;

/// <summary>A suite as files: <c>suite.json</c> with everything but the scenarios' bodies, and a file for each scenario; <c>push</c> reads both.</summary>
internal static class SuiteFolder
{
    /// <param name="folder">Where to.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="specs">Its services' specs: <c>push</c> brings them to the server with the suite.</param>
    /// <param name="console">Told what was written.</param>
    public static void Write(string folder, GeneratedSuite suite, IReadOnlyList<SpecFile> specs, CliConsole console)
    {
        var scenarios = Path.Combine(folder, "scenarios");
        Directory.CreateDirectory(scenarios);
        foreach (var scenario in suite.Scenarios)
        {
            File.WriteAllText(Path.Combine(scenarios, scenario.Key + ".json"), SuiteJson.WriteFile(scenario));
        }

        var index = suite.Scenarios.Select(scenario => new Entry(scenario.Key, scenario.Name, $"scenarios/{scenario.Key}.json"));
        var named = specs.Select(spec => $"{ProtocolOf(spec)}{spec.ServiceName}={Path.GetRelativePath(folder, spec.Path)}");
        var head = new Index(suite.Suite, [.. named], suite.Coverage, [.. index], suite.Unbound, suite.Warnings);
        File.WriteAllText(Path.Combine(folder, "suite.json"), SuiteJson.WriteFile(head));
        console.Note($"written: {Path.Combine(folder, "suite.json")} and {suite.Scenarios.Count} scenario(s)");

        // They may be somebody's work: told, never removed.
        var keys = suite.Scenarios.Select(scenario => scenario.Key + ".json").ToHashSet(StringComparer.Ordinal);
        foreach (var other in Directory.EnumerateFiles(scenarios, "*.json").Where(file => !keys.Contains(Path.GetFileName(file))).Order())
        {
            console.Note($"  {other} is not part of this suite: an earlier one's, or made by hand");
        }
    }

    // Named only where the file itself says nothing, or something else.
    private static string ProtocolOf(SpecFile spec) =>
        SpecProtocol.Of(spec.Path, spec.Content) == spec.ProtocolId ? "" : $"{spec.ProtocolId}:";

    internal sealed record Entry(string Key, string Name, string File);

    internal sealed record Index(
        SuiteHead Suite,
        IReadOnlyList<string> Specs,
        SuiteCoverage Coverage,
        IReadOnlyList<Entry> Scenarios,
        IReadOnlyList<UnboundTask> Unbound,
        IReadOnlyList<ImportWarning> Warnings
    );
}
