using System.Text.Json.Nodes;
using Orchestra.Contracts.Errors;

namespace Orchestra.Cli.Server.Push;

/// <summary>Reads a suite's file and its scenarios.</summary>
internal sealed class SuiteFileReader(string path, List<FileFailure> failures)
{
    // What generate --out writes beside follows from the process and is not for the server.
    private static readonly HashSet<string> Members = ["suite", "specs", "scenarios", "coverage", "unbound", "warnings"];

    private readonly string _folder = Path.GetDirectoryName(path) ?? "";
    private readonly List<Fault> _faults = [];

    /// <summary>Null when the suite cannot be sent; scenarios with faults are left out.</summary>
    public SuiteFile? Read()
    {
        if (StructuredFile.Read(path, failures) is not { } file)
        {
            return null;
        }

        foreach (var (member, _) in file.Body.Where(member => !Members.Contains(member.Key)))
        {
            _faults.Add(file.At($"/{member}", $"a suite has no member '{member}': it has {string.Join(", ", Members)}"));
        }

        var name = StructuredFile.TextOf((file.Body["suite"] as JsonObject)?["name"]);
        if (string.IsNullOrWhiteSpace(name))
        {
            _faults.Add(file.At("/suite/name", "suite.name is required: it finds the suite on the server"));
        }

        var specs = (file.Body["specs"] as JsonArray)?.Select(StructuredFile.TextOf).ToList();
        if (file.Body.ContainsKey("specs") && specs?.Contains(null) != false)
        {
            _faults.Add(file.At("/specs", "specs is a list of FILE or SERVICE=FILE"));
        }

        var scenarios = Unique([.. ListedScenarios(file), .. OtherScenarios(file)]);
        if (_faults.Count > 0)
        {
            failures.Add(new FileFailure(path, $"{_faults.Count} fault(s)", [.. _faults]));
            return null;
        }

        return new SuiteFile(path, name!, specs?.Select(spec => Below(spec!)).ToList(), scenarios);
    }

    // In the suite's order, written out or as files.
    private List<ScenarioFile> ListedScenarios(StructuredFile file)
    {
        var scenarios = new List<ScenarioFile?>();
        if (file.Body["scenarios"] is not (null or JsonArray))
        {
            _faults.Add(file.At("/scenarios", "scenarios is a list"));
        }

        foreach (var (item, i) in (file.Body["scenarios"] as JsonArray ?? []).Select((item, i) => (item, i)))
        {
            var pointer = $"/scenarios/{i}";
            if (item is not JsonObject entry)
            {
                _faults.Add(file.At(pointer, "a scenario is an object, written out or {file}"));
            }
            else if (!entry.ContainsKey("file"))
            {
                scenarios.Add(Complete(new ScenarioFile(path, pointer, file.Text, entry.DeepClone().AsObject()), null));
            }
            else if (PathOf(entry) is { } named && File.Exists(named))
            {
                scenarios.Add(ReadScenario(named));
            }
            else
            {
                _faults.Add(file.At($"{pointer}/file", $"there is no file '{StructuredFile.TextOf(entry["file"])}' in the suite's folder"));
            }
        }

        return [.. scenarios.OfType<ScenarioFile>()];
    }

    // The files of the folder "scenarios" that the suite does not list.
    private List<ScenarioFile> OtherScenarios(StructuredFile file)
    {
        var folder = Path.Combine(_folder, "scenarios");
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var listed = (file.Body["scenarios"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(PathOf)
            .OfType<string>()
            .Select(Path.GetFullPath)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory
                .GetFiles(folder)
                .Where(candidate => StructuredFile.Extensions.Contains(Path.GetExtension(candidate)))
                .Where(candidate => !listed.Contains(Path.GetFullPath(candidate)))
                .Order(StringComparer.Ordinal)
                .Select(ReadScenario)
                .OfType<ScenarioFile>(),
        ];
    }

    private string? PathOf(JsonObject entry) => StructuredFile.TextOf(entry["file"]) is { } file ? Path.Combine(_folder, file) : null;

    private ScenarioFile? ReadScenario(string file) =>
        StructuredFile.Read(file, failures) is { } scenario
            ? Complete(new ScenarioFile(file, "", scenario.Text, scenario.Body), Path.GetFileNameWithoutExtension(file))
            : null;

    // What follows from the place need not be written: the key from the file's name, a step's place and id.
    private ScenarioFile? Complete(ScenarioFile scenario, string? stem)
    {
        if (StructuredFile.TextOf(scenario.Body["key"] ?? stem) is not { Length: > 0 } key)
        {
            Fail(scenario, "key is required: it is the scenario's identity");
            return null;
        }

        scenario.Body["key"] = key;
        foreach (var (step, i) in (scenario.Body["steps"] as JsonArray ?? []).Select((step, i) => (step as JsonObject, i)))
        {
            step?.TryAdd("orderIndex", i);
            if (StructuredFile.TextOf(step?["alias"]) is { } alias)
            {
                step!.TryAdd("id", alias);
            }
        }

        return scenario;
    }

    private List<ScenarioFile> Unique(IReadOnlyList<ScenarioFile> scenarios)
    {
        var byKey = new Dictionary<string, ScenarioFile>(StringComparer.Ordinal);
        foreach (var scenario in scenarios.Where(scenario => !byKey.TryAdd(scenario.Key, scenario)))
        {
            Fail(scenario, $"the key '{scenario.Key}' is that of {byKey[scenario.Key].Place}, too: change one");
        }

        return [.. byKey.Values];
    }

    private void Fail(ScenarioFile scenario, string message)
    {
        var pointer = $"{scenario.Pointer}/key";
        failures.Add(
            new FileFailure(scenario.Path, "1 fault(s)", [new Fault(pointer, scenario.Text.LineOf(pointer), message)])
            {
                Place = scenario.Place,
            }
        );
    }

    // FILE or SERVICE=FILE, seen from the suite's folder.
    private string Below(string spec)
    {
        var at = spec.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && !spec[..at].Contains('/', StringComparison.Ordinal)
            ? $"{spec[..at]}={Path.Combine(_folder, spec[(at + 1)..])}"
            : Path.Combine(_folder, spec);
    }
}
