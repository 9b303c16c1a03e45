using System.Text.Json.Nodes;
using Orchestra.Contracts.Errors;
using Orchestra.Engine.Specs;

namespace Orchestra.Cli.Server.Push;

/// <summary>A scenario as a file has it, or a suite's file inside of it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Pointer">Where in the file the scenario stands; empty for the whole of it.</param>
/// <param name="Text">The file's text.</param>
/// <param name="Body">The scenario, with what may be left out filled in.</param>
internal sealed record ScenarioFile(string Path, string Pointer, StructuredText Text, JsonObject Body)
{
    public string Key => (string)Body["key"]!;

    /// <summary>The file, and the place in it where it has several.</summary>
    public string Place => Pointer.Length == 0 ? Path : $"{Path}#{Pointer}";

    /// <summary>Keys of the scenarios that it waits for; whatever is no key is left to the server to refuse.</summary>
    public IEnumerable<string> DependsOn =>
        (Body["dependsOn"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(dependency => dependency["scenarioKey"])
            .OfType<JsonValue>()
            .Select(key => key.TryGetValue<string>(out var text) ? text : "");

    /// <summary>The server's faults, each at its line and JSON pointer in the file.</summary>
    public IReadOnlyList<Fault> InFile(IEnumerable<Fault> faults) =>
        [
            .. faults.Select(fault =>
            {
                var pointer = Pointer + FaultPath.ToPointer(fault.Path);
                return new Fault(pointer, Text.LineOf(pointer), fault.Message);
            }),
        ];
}
