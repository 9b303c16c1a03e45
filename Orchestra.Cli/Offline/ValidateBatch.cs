using System.Text.Json;

namespace Orchestra.Cli.Offline;

/// <summary><c>validate --batch FILE</c>: a verdict for each line, in order, whatever the lines are.</summary>
internal static class ValidateBatch
{
    public static int Run(string path, string? draft, CliConsole console)
    {
        var exitCode = ExitCodes.Passed;
        using var lines = new StringReader(path == "-" ? Console.In.ReadToEnd() : SourceFile.ReadText(path));
        while (lines.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var verdict = Judge(line, draft);
            console.Result(verdict.ToJson());
            // A bad line outweighs an invalid instance: nobody knows what it would have said.
            exitCode = Math.Max(exitCode, verdict.ExitCode);
        }

        return exitCode;
    }

    private static ContractVerdict Judge(string line, string? draft)
    {
        if (JsonFile.TryParse(line, out var fault) is not { } item)
        {
            return ContractVerdict.Bad($"the line is not JSON: {fault}");
        }

        if (
            item.ValueKind != JsonValueKind.Object
            || !item.TryGetProperty("schema", out var schema)
            || !item.TryGetProperty("instance", out var instance)
        )
        {
            return ContractVerdict.Bad("the line must be an object with schema and instance");
        }

        if (item.TryGetProperty("draft", out var own) && own.ValueKind is not JsonValueKind.Null)
        {
            draft = own.ValueKind == JsonValueKind.String ? own.GetString() : own.GetRawText();
        }

        return ContractVerdict.Of(schema, instance, draft);
    }
}
