using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Cli.Offline;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;

namespace Orchestra.Cli.Server;

/// <summary>From files to a verdict: import, generate, run, follow, report.</summary>
internal sealed class RunSession(OrchestraClient client, CliConsole console, TimeProvider time)
{
    private readonly Importer _importer = new(client, console);
    private readonly RunProgress _progress = new(console);

    /// <summary>Runs what is asked for and writes its reports.</summary>
    /// <returns>The exit code that the result means.</returns>
    public async Task<int> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        // Read before anything is created, so that a mistyped path leaves nothing behind.
        var specs = SpecFile.ReadAll(request.Specs);
        foreach (var path in request.DataSets)
        {
            await _importer.DataSetAsync(path, cancellationToken);
        }

        var suiteId = request.SuiteId ?? (request.Process is null ? null : await GenerateAsync(request, specs, cancellationToken));
        var environmentId = request.EnvironmentBody is { } body
            ? await _importer.EnvironmentAsync(body, cancellationToken)
            : await _importer.EnvironmentAsync(request.Environment, cancellationToken);
        var isSuite = suiteId is not null;
        var route = isSuite
            ? await RunSuiteAsync(suiteId!, environmentId, request.Mode, cancellationToken)
            : await RunScenarioAsync(request.ScenarioId!, environmentId, request.Mode, cancellationToken);

        var json = await client.GetTextAsync($"{route}/report?format=json", cancellationToken);
        await request.Files.WriteAsync(client, $"{route}/report", json, console, cancellationToken);
        var outcome = isSuite ? RunOutcome.OfSuiteRun(json) : RunOutcome.OfRun(json);
        if (request.Json)
        {
            console.Result(json);
        }
        else
        {
            RunSummary.Write(outcome, console);
        }

        return outcome.ExitCode;
    }

    private async Task<string> GenerateAsync(RunRequest request, IReadOnlyList<SpecFile> specs, CancellationToken cancellationToken)
    {
        var process = await _importer.ProcessAsync(request.Process!, cancellationToken);
        var specIds = new JsonArray();
        foreach (var spec in specs)
        {
            specIds.Add(await _importer.SpecAsync(spec, cancellationToken));
        }

        var suite = await client.PostAsync(
            "suites",
            new JsonObject
            {
                ["processId"] = Importer.Id(process),
                ["processVersion"] = process["version"]?.DeepClone(),
                ["specIds"] = specIds,
                ["options"] = JsonSerializer.SerializeToNode(request.Options, OrchestraJson.Options),
            },
            cancellationToken
        );
        _progress.Name(suite["scenarios"]?.AsArray());
        console.Note($"generated the suite \"{suite["name"]}\": {suite["scenarios"]?.AsArray().Count} scenario(s), id {suite["id"]}");
        return Importer.Id(suite);
    }

    private async Task<string> RunSuiteAsync(string suiteId, string environmentId, string? mode, CancellationToken cancellationToken)
    {
        if (!_progress.HasNames)
        {
            var scenarios = await client.GetAsync($"suites/{Uri.EscapeDataString(suiteId)}/scenarios", cancellationToken);
            _progress.Name(scenarios["items"]?.AsArray());
        }

        var body = new JsonObject { ["suiteId"] = suiteId, ["environmentId"] = environmentId };
        AddMode(body, mode);
        var started = await client.PostAsync("suiteruns", body, cancellationToken);
        var path = $"suiteruns/{Importer.Id(started)}";
        console.Note($"suite run {Importer.Id(started)} started");
        await new EventFollower(client, time).FollowAsync(
            $"{path}/events",
            "suite:complete",
            _ => { },
            token => LookAtSuiteAsync(path, token),
            cancellationToken
        );
        await LookAtSuiteAsync(path, cancellationToken);
        return path;
    }

    private async Task<string> RunScenarioAsync(string scenarioId, string environmentId, string? mode, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["scenarioId"] = scenarioId, ["environmentId"] = environmentId };
        AddMode(body, mode);
        var started = await client.PostAsync("testruns", body, cancellationToken);
        var path = $"testruns/{Importer.Id(started)}";
        console.Note($"run {Importer.Id(started)} started");
        await new EventFollower(client, time).FollowAsync(
            $"{path}/events",
            RunEventTypes.RunComplete,
            item => _progress.Step(item.EventType, item.Data),
            async token => IsOver((string?)(await client.GetAsync(path, token))["status"]),
            cancellationToken
        );
        return path;
    }

    private async Task<bool> LookAtSuiteAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(path, cancellationToken);
        foreach (var run in answer["runs"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            _progress.Run((string?)run["id"], (string?)run["scenarioId"], (string?)run["status"], (string?)run["reason"]);
        }

        return IsOver((string?)answer["suiteRun"]?["status"]);
    }

    private static void AddMode(JsonObject body, string? mode)
    {
        if (mode is not null)
        {
            body["mode"] = mode;
        }
    }

    private static bool IsOver(string? status) => status is not (null or "PENDING" or "QUEUED" or "IN_PROGRESS");
}
