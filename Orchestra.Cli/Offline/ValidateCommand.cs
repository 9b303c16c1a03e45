using System.CommandLine;
using Orchestra.Contracts.Errors;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Cli.Offline;

/// <summary><c>validate</c>: checks JSON against a schema, without a server.</summary>
internal static class ValidateCommand
{
    private const string Annotation = "annotation";
    private const string Assertion = "assertion";

    public static Command Create(CliConsole console)
    {
        var schema = new Option<string?>("--schema") { Description = "a JSON Schema", HelpName = "FILE" };
        var instance = new Option<string?>("--instance") { Description = "the JSON to check", HelpName = "FILE" };
        var batch = new Option<string?>("--batch")
        {
            Description = "lines of {\"schema\", \"instance\", \"draft\"}, each answered by a line of {\"valid\", \"errors\"}; - for stdin",
            HelpName = "FILE",
        };
        var draft = new Option<string?>("--draft") { Description = "the schema's dialect (default: as $schema says, else 2020-12)" };
        draft.AcceptOnlyFromAmong([.. SchemaDialects.Names]);
        var formats = new Option<string>("--formats")
        {
            Description = "whether format is checked or says nothing (default: annotation)",
            DefaultValueFactory = _ => Annotation,
        };
        formats.AcceptOnlyFromAmong(Annotation, Assertion);
        var json = new Option<bool>("--json") { Description = "the answer as JSON" };
        var command = new Command("validate", "Checks JSON against a JSON Schema (offline)")
        {
            schema,
            instance,
            batch,
            draft,
            formats,
            json,
        };
        command.Validators.Add(result =>
        {
            var single = result.GetValue(schema) is not null && result.GetValue(instance) is not null;
            var any = result.GetValue(schema) is not null || result.GetValue(instance) is not null;
            if (result.GetValue(batch) is not null ? any : !single)
            {
                result.AddError("validate takes --schema FILE and --instance FILE, or --batch FILE");
            }
        });
        command.SetAction(parsed =>
            parsed.GetValue(batch) is { } lines
                ? ValidateBatch.Run(lines, parsed.GetValue(draft), parsed.GetValue(formats) == Assertion, console)
                : Run(
                    parsed.GetRequiredValue(schema)!,
                    parsed.GetRequiredValue(instance)!,
                    parsed.GetValue(draft),
                    parsed.GetValue(formats) == Assertion,
                    parsed.GetValue(json),
                    console
                )
        );
        return command;
    }

    private static int Run(string schema, string instance, string? draft, bool assertFormats, bool json, CliConsole console)
    {
        var verdict = new ContractJudge(assertFormats).Judge(JsonFile.Read(schema), JsonFile.Read(instance), draft);
        if (json)
        {
            console.Result(verdict.ToJson());
            return verdict.ExitCode;
        }

        console.Result(
            verdict switch
            {
                { IsUsable: false } => $"{schema} is not a usable schema:",
                { IsValid: true } => $"{instance} is valid",
                _ => $"{instance} has {verdict.Errors.Count} violation(s):",
            }
        );
        foreach (var error in verdict.Errors)
        {
            var place = verdict.IsUsable
                ? $"{Pointer(error.InstancePointer)} ({Pointer(error.SchemaPointer)})"
                : Pointer(error.SchemaPointer);
            console.Result(CliConsole.FaultText(null, new Fault(place, null, error.Message)));
        }

        return verdict.ExitCode;
    }

    private static string Pointer(string pointer) => pointer.Length == 0 ? "(root)" : pointer;
}
