using System.Text.Json.Nodes;
using Orchestra.Cli.Offline;
using Orchestra.Contracts.Errors;
using Orchestra.Engine.Specs;

namespace Orchestra.Cli.Server.Push;

/// <summary>A YAML or JSON file that holds an object.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text, which knows the lines.</param>
/// <param name="Body">The object.</param>
internal sealed record StructuredFile(string Path, StructuredText Text, JsonObject Body)
{
    public static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>Reads a file; null when it cannot be read, with the reason in <paramref name="failures"/>.</summary>
    public static StructuredFile? Read(string path, List<FileFailure> failures)
    {
        var (text, faults) = StructuredText.Read(SourceFile.Read(path));
        if (text?.ToNode() is JsonObject body)
        {
            return new StructuredFile(path, text, body);
        }

        failures.Add(
            text is null
                ? new FileFailure(path, $"{faults.Count} fault(s)", faults)
                : new FileFailure(path, "it must hold an object, not a list or a single value", [])
        );
        return null;
    }

    /// <summary>A fault at its line.</summary>
    public Fault At(string pointer, string message) => new(pointer, Text.LineOf(pointer), message);

    /// <summary>A text; null for what is none.</summary>
    public static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
