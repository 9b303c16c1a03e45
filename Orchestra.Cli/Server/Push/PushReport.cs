using System.Globalization;

namespace Orchestra.Cli.Server.Push;

/// <summary>What became of each file, for people and as an exit code.</summary>
internal sealed class PushReport
{
    private readonly List<(PushOutcome Outcome, string Path, string Key, int? Version)> _lines = [];
    private readonly List<FileFailure> _failures = [];

    /// <summary>0, or what the worst failure means; a bad file is the worst.</summary>
    public int ExitCode =>
        _failures.Count == 0 ? ExitCodes.Passed
        : _failures.Exists(failure => failure.ExitCode == ExitCodes.BadInput) ? ExitCodes.BadInput
        : _failures[0].ExitCode;

    public void Add(PushOutcome outcome, string path, string key, int? version = null) => _lines.Add((outcome, path, key, version));

    public void Add(FileFailure failure, string key = "")
    {
        _failures.Add(failure);
        Add(PushOutcome.Failed, failure.Place, key);
    }

    public void Write(CliConsole console)
    {
        foreach (var failure in _failures)
        {
            console.Note($"{failure.Place}: {failure.Message}");
            console.Faults(failure.Path, failure.Faults);
        }

        var table = new ResultTable("result", "file", "key", "version");
        foreach (var (outcome, path, key, version) in _lines)
        {
            table.Add(Text(outcome), path, key, version?.ToString(CultureInfo.InvariantCulture));
        }

        console.Table(table);
        var counts = Enum.GetValues<PushOutcome>().Select(outcome => $"{_lines.Count(line => line.Outcome == outcome)} {Text(outcome)}");
        console.Result(string.Join(", ", counts));
    }

    private static string Text(PushOutcome outcome) =>
        outcome switch
        {
            PushOutcome.Created => "created",
            PushOutcome.Updated => "updated",
            PushOutcome.Unchanged => "unchanged",
            _ => "failed",
        };
}
