using System.CommandLine;

namespace Orchestra.Cli.Offline;

/// <summary><c>inspect FILE…</c>: a process's graph, or a spec's endpoints, and every fault and warning.</summary>
internal static class InspectCommand
{
    public static Command Create(CliConsole console)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "BPMN files, sequence diagrams or OpenAPI files",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "one line of JSON a file" };
        var command = new Command(
            "inspect",
            "Shows what is in BPMN files, sequence diagrams and OpenAPI files, with every fault and warning (offline)"
        )
        {
            files,
            json,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files), parsed.GetValue(json), console));
        return command;
    }

    private static int Run(string[] files, bool json, CliConsole console)
    {
        var exitCode = ExitCodes.Passed;
        foreach (var file in files)
        {
            var inspection = Inspection.Of(file);
            if (json)
            {
                console.Result(InspectionJson.Write(inspection));
            }
            else
            {
                InspectionText.Write(inspection, console);
            }

            exitCode = inspection.IsOk ? exitCode : ExitCodes.BadInput;
        }

        return exitCode;
    }
}
