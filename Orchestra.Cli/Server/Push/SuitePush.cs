using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Orchestra.Cli.Offline;
using Orchestra.Contracts;
using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Cli.Server.Push;

/// <summary>Brings a suite's files to the server: what is the same there stays as it is.</summary>
internal sealed class SuitePush(OrchestraClient client, CliConsole console, PushReport report)
{
    private static readonly JsonSerializerOptions Strict = new(OrchestraJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Creates or updates the suite, then its scenarios.</summary>
    /// <param name="suite">The files.</param>
    /// <param name="suiteId">The server's suite; null to find it by its name.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task PushAsync(SuiteFile suite, string? suiteId, CancellationToken cancellationToken)
    {
        string id;
        try
        {
            // Read before anything is created, so that a mistyped path leaves nothing behind.
            var specs = suite.Specs is null ? null : SpecFile.ReadAll(suite.Specs);
            id = await SuiteAsync(suite, suiteId, specs, cancellationToken);
        }
        catch (CliException exception) when (IsOfFile(exception))
        {
            // The lines are those of a spec, which the message names.
            var faults = exception.Faults.Select(fault =>
                fault.Line is { } line ? new Fault(fault.Path, null, $"{fault.Message} (line {line})") : fault
            );
            report.Add(new FileFailure(suite.Path, exception.Message, [.. faults], exception.ExitCode), suite.Name);
            return;
        }

        var listed = (await client.GetAsync($"suites/{id}/scenarios", cancellationToken))["items"]!.AsArray().OfType<JsonObject>();
        var known = listed.ToDictionary(item => (string)item["key"]!, Importer.Id, StringComparer.Ordinal);
        foreach (var scenario in suite.InOrderOfDependencies())
        {
            await ScenarioAsync(id, known.GetValueOrDefault(scenario.Key), scenario, cancellationToken);
        }

        var others = known.Keys.Except(suite.Scenarios.Select(scenario => scenario.Key), StringComparer.Ordinal).Count();
        if (others > 0)
        {
            console.Note($"{suite.Path}: the server's suite has {others} scenario(s) that no file has: they stay as they are");
        }
    }

    // A file's fault or a refusal of its content; the server being away or broken ends the verb.
    private static bool IsOfFile(CliException exception) => exception.ExitCode is ExitCodes.BadInput or ExitCodes.Usage;

    private async Task<string> SuiteAsync(
        SuiteFile suite,
        string? suiteId,
        IReadOnlyList<SpecFile>? specs,
        CancellationToken cancellationToken
    )
    {
        var id = suiteId ?? await FindAsync(suite.Name, cancellationToken);
        var specIds = specs is null ? null : await SpecsAsync(specs, cancellationToken);
        if (id is null)
        {
            var created = await client.PostAsync(
                "suites",
                new JsonObject { ["name"] = suite.Name, ["specIds"] = specIds ?? [] },
                cancellationToken
            );
            report.Add(PushOutcome.Created, suite.Path, suite.Name);
            return Importer.Id(created);
        }

        var (present, etag) = await client.GetWithEtagAsync($"suites/{Uri.EscapeDataString(id)}", cancellationToken);
        if ((string?)present["name"] == suite.Name && (specIds is null || JsonNode.DeepEquals(present["specIds"], specIds)))
        {
            report.Add(PushOutcome.Unchanged, suite.Path, suite.Name);
            return id;
        }

        var body = new JsonObject { ["name"] = suite.Name, ["specIds"] = specIds ?? present["specIds"]!.DeepClone() };
        await client.PutAsync($"suites/{Uri.EscapeDataString(id)}", body, etag, cancellationToken);
        report.Add(PushOutcome.Updated, suite.Path, suite.Name);
        return id;
    }

    private async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var found = (await client.ListAsync("suites", cancellationToken)).Where(item => (string?)item["name"] == name).ToList();
        return found.Count < 2
            ? found.Select(Importer.Id).SingleOrDefault()
            : throw new CliException(
                ExitCodes.Usage,
                $"the server has {found.Count} suites '{name}': name one with --suite, for instance {Importer.Id(found[0])}"
            );
    }

    // The newest spec of a service is used when it says the same, so that pushing again imports nothing.
    private async Task<JsonArray> SpecsAsync(IReadOnlyList<SpecFile> specs, CancellationToken cancellationToken)
    {
        var listed = await client.ListAsync("specs", cancellationToken);
        var ids = new JsonArray();
        foreach (var spec in specs)
        {
            var newest = listed.FirstOrDefault(item =>
                (string?)item["serviceName"] == spec.ServiceName && (string?)item["protocolId"] == spec.ProtocolId
            );
            var present = newest is null ? null : await client.GetAsync($"specs/{Importer.Id(newest)}", cancellationToken);
            ids.Add(
                (string?)present?["content"] == spec.Text
                    ? Importer.Id(present!)
                    : await new Importer(client, console).SpecAsync(spec, cancellationToken)
            );
        }

        return ids;
    }

    private async Task ScenarioAsync(string suiteId, string? id, ScenarioFile scenario, CancellationToken cancellationToken)
    {
        try
        {
            var (outcome, answer) = id is null
                ? (
                    PushOutcome.Created,
                    await client.PostAsync($"suites/{Uri.EscapeDataString(suiteId)}/scenarios", scenario.Body, cancellationToken)
                )
                : await ChangeAsync($"scenarios/{id}", scenario.Body, cancellationToken);
            report.Add(outcome, scenario.Place, scenario.Key, (int?)answer["version"]);
        }
        catch (CliException exception) when (IsOfFile(exception))
        {
            report.Add(
                new FileFailure(scenario.Path, exception.Message, scenario.InFile(exception.Faults), exception.ExitCode)
                {
                    Place = scenario.Place,
                },
                scenario.Key
            );
        }
    }

    private async Task<(PushOutcome Outcome, JsonObject Answer)> ChangeAsync(
        string path,
        JsonObject body,
        CancellationToken cancellationToken
    )
    {
        var (present, etag) = await client.GetWithEtagAsync(path, cancellationToken);
        if (IsSame(present["scenario"], body))
        {
            return (PushOutcome.Unchanged, present);
        }

        var answer = await client.PutAsync(path, body, etag, cancellationToken);
        return ((int?)answer["version"] == (int?)present["version"] ? PushOutcome.Unchanged : PushOutcome.Updated, answer);
    }

    // As the server compares: what a file leaves out has its default. What cannot be read as a scenario is left to the server to refuse.
    private static bool IsSame(JsonNode? left, JsonNode right)
    {
        try
        {
            return JsonNode.DeepEquals(Whole(left), Whole(right));
        }
        catch (JsonException)
        {
            return false;
        }

        static JsonNode? Whole(JsonNode? node) =>
            JsonSerializer.SerializeToNode(node.Deserialize<TestScenario>(Strict), OrchestraJson.Options);
    }
}
