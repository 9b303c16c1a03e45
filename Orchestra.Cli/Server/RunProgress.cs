using System.Text.Json.Nodes;
using Orchestra.Cli.Offline;

namespace Orchestra.Cli.Server;

/// <summary>Tells each change of a run once, as a line on stderr.</summary>
internal sealed class RunProgress(CliConsole console)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    public bool HasNames => _names.Count > 0;

    /// <summary>Learns the scenarios' names.</summary>
    public void Name(JsonArray? scenarios)
    {
        foreach (var scenario in scenarios?.OfType<JsonObject>() ?? [])
        {
            _names[(string?)scenario["id"] ?? ""] = (string?)scenario["name"] ?? "";
        }
    }

    /// <summary>A run's state.</summary>
    public void Run(string? id, string? scenarioId, string? status, string? reason = null)
    {
        lock (_lock)
        {
            // Waiting is no news.
            if (id is null || status is null or "PENDING" or "QUEUED" || _told.GetValueOrDefault(id) == status)
            {
                return;
            }

            _told[id] = status;
            var over = _told.Values.Count(known => known != "IN_PROGRESS");
            var place = status == "IN_PROGRESS" ? "" : $"[{over}/{Math.Max(_names.Count, _told.Count)}] ";
            console.Note($"  {place}{status} {_names.GetValueOrDefault(scenarioId ?? "", id)}{(reason is null ? "" : $": {reason}")}");
        }
    }

    /// <summary>An event of a single run's stream.</summary>
    public void Step(string type, string data)
    {
        if (type != "step:result" || JsonFile.TryParse(data, out _) is not { } payload || JsonObject.Create(payload) is not { } step)
        {
            return;
        }

        console.Note($"  {step["status"]} {step["alias"] ?? step["stepAlias"]}");
    }
}
