using System.Text.Json;

namespace Orchestra.Cli.Offline;

/// <summary><c>validate --batch FILE</c>: a verdict for each line, in order and as it is read, whatever the lines are.</summary>
internal static class ValidateBatch
{
    // As much as one file may have where it is read whole.
    private const int MaxLine = 64 * 1024 * 1024;

    public static int Run(string path, string? draft, bool assertFormats, CliConsole console)
    {
        var exitCode = ExitCodes.Passed;
        using var reader = path == "-" ? Console.In : SourceFile.OpenText(path);
        var lines = new BatchLines(reader, MaxLine);
        var judge = new ContractJudge(assertFormats);
        while (lines.Next(out var cut) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line) && !cut)
            {
                continue;
            }

            var verdict = cut ? ContractVerdict.Bad($"the line is longer than {MaxLine} characters") : Judge(line, draft, judge);
            console.Result(verdict.ToJson());
            // A bad line outweighs an invalid instance: nobody knows what it would have said.
            exitCode = Math.Max(exitCode, verdict.ExitCode);
        }

        return exitCode;
    }

    private static ContractVerdict Judge(string line, string? draft, ContractJudge judge)
    {
        if (JsonFile.TryParse(line, out var fault) is not { } item)
        {
            return ContractVerdict.Bad($"the line is not JSON: {fault}");
        }

        try
        {
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

            return judge.Judge(schema, instance, draft);
        }
        catch (InvalidOperationException)
        {
            // A name or a draft with half a surrogate pair: JSON's grammar allows it, text does not.
            return ContractVerdict.Bad("the line has a name or a draft that is no Unicode text");
        }
    }
}
