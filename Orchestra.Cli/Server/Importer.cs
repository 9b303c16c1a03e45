using System.Text.Json.Nodes;
using Orchestra.Cli.Offline;
using Orchestra.Contracts.Processes;

namespace Orchestra.Cli.Server;

/// <summary>Brings files to the server. What is there already is used as it is, and said when it differs.</summary>
internal sealed class Importer(OrchestraClient client, CliConsole console)
{
    private static readonly string[] EnvironmentMembers =
    [
        "serviceUrls",
        "variables",
        "allow",
        "mask",
        "dbProfiles",
        "kafkaProfiles",
        "queueProfiles",
        "authProfiles",
        "serviceAuth",
        "serviceTls",
    ];

    /// <summary>Imports a process; the same source again is the same version.</summary>
    public async Task<JsonObject> ProcessAsync(string path, CancellationToken cancellationToken)
    {
        var type = ProcessFile.TypeOf(SourceFile.Read(path), path) ?? ProcessSourceType.Bpmn;
        var body = new JsonObject
        {
            ["key"] = Path.GetFileNameWithoutExtension(path),
            ["sourceType"] = WireNames.Of(type),
            ["source"] = type == ProcessSourceType.Bpmn ? SourceText.ReadXml(path) : SourceFile.ReadText(path),
        };
        var process = await client.PostAsync("processes", body, cancellationToken);
        var warnings = process["warnings"]?.AsArray().Count ?? 0;
        console.Note(
            $"imported {path}: version {process["version"]}{(warnings > 0 ? $", {warnings} warning(s): ./orchestra inspect shows them" : "")}"
        );
        return process;
    }

    /// <summary>Imports a spec.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> SpecAsync(SpecFile spec, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["protocolId"] = spec.ProtocolId,
            ["serviceName"] = spec.ServiceName,
            ["content"] = spec.Text,
        };
        var answer = await client.PostAsync("specs", body, cancellationToken);
        console.Note($"imported {spec.Path}: service {spec.ServiceName}, {spec.Import.Endpoints.Count} endpoint(s)");
        return Id(answer);
    }

    /// <summary>Creates a data set from a file {name, tags, data}.</summary>
    public async Task DataSetAsync(string path, CancellationToken cancellationToken)
    {
        var body = ReadObject(path);
        var name = (string?)body["name"];
        var (present, isNew) = await client.PostOrFindAsync("datasets", body, cancellationToken);
        if (isNew)
        {
            console.Note($"imported {path}: data set {name}");
        }
        else if (!JsonNode.DeepEquals(present["data"], body["data"]))
        {
            console.Note($"warning: the server has a data set '{name}' with other data, which is used; rename the one in {path} to use it");
        }
    }

    /// <summary>Finds an environment by its name, or creates it from a file {name, serviceUrls, variables, allow, mask}.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> EnvironmentAsync(string nameOrFile, CancellationToken cancellationToken)
    {
        if (nameOrFile.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return await EnvironmentAsync(ReadObject(nameOrFile), cancellationToken);
        }

        return await client.FindByNameAsync("environments", nameOrFile, cancellationToken) is { } found
            ? Id(found)
            : throw new CliException(
                ExitCodes.Usage,
                $"the server has no environment '{nameOrFile}': name another, or a file {{name, serviceUrls, allow}} that ends in .json"
            );
    }

    /// <summary>Creates an environment; one of the same name must say the same, because it cannot be changed.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> EnvironmentAsync(JsonObject environment, CancellationToken cancellationToken)
    {
        var name = (string?)environment["name"];
        var (present, isNew) = await client.PostOrFindAsync("environments", environment, cancellationToken);
        if (isNew)
        {
            console.Note($"created the environment {name}");
            return Id(present);
        }

        var others = EnvironmentMembers.Where(member => !IsSame(present[member], environment[member])).ToList();
        return others.Count == 0
            ? Id(present)
            : throw new CliException(
                ExitCodes.Usage,
                $"the server has an environment '{name}' with other {string.Join(", ", others)}: give this one another name"
            );
    }

    public static JsonObject ReadObject(string path)
    {
        var element = JsonFile.Read(path);
        return JsonObject.Create(element) ?? throw new CliException(ExitCodes.BadInput, $"{path} must hold a JSON object");
    }

    public static string Id(JsonObject answer) =>
        (string?)answer["id"] ?? throw new CliException(ExitCodes.Unreachable, "the server's answer has no id: is it another program?");

    // Absent is empty; the order of a list says nothing.
    private static bool IsSame(JsonNode? left, JsonNode? right) =>
        left is JsonArray || right is JsonArray
            ? Texts(left).SetEquals(Texts(right))
            : JsonNode.DeepEquals(left ?? new JsonObject(), right ?? new JsonObject());

    private static HashSet<string> Texts(JsonNode? list) => [.. list?.AsArray().Select(item => item?.ToJsonString() ?? "") ?? []];
}
