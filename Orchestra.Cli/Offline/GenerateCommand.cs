using System.CommandLine;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation;

namespace Orchestra.Cli.Offline;

/// <summary><c>generate PROCESS</c>: the suite that a server would generate, without one.</summary>
internal static class GenerateCommand
{
    public static Command Create(CliConsole console)
    {
        var process = new Argument<string>("PROCESS") { Description = "a BPMN file or a sequence diagram" };
        var specs = new Option<string[]>("--spec")
        {
            Description = "a spec of the system under test (OpenAPI, .proto, AsyncAPI, tables), or SERVICE=FILE; repeatable",
        };
        var others = new Option<string[]>("--with")
        {
            Description = "a BPMN file with processes that call activities of PROCESS call; repeatable",
            HelpName = "FILE",
        };
        var name = new Option<string?>("--name") { Description = "the suite's name (default: the process's)" };
        var json = new Option<bool>("--json") { Description = "the suite as one JSON document" };
        var folder = new Option<string?>("--out")
        {
            Description = "also write suite.json and scenarios/KEY.json to this folder",
            HelpName = "DIR",
        };
        var suite = new SuiteArguments();
        var command = new Command("generate", "Generates the smallest suite that covers a process (offline)")
        {
            process,
            specs,
            others,
            name,
            json,
            folder,
        };
        suite.AddTo(command);
        command.SetAction(parsed =>
        {
            var options = suite.Read(parsed);
            var called = (parsed.GetValue(others) ?? []).SelectMany(file => ProcessFile.Read(file).Processes).ToList();
            var services = SpecFile.ReadAll(parsed.GetValue(specs) ?? []);
            var generated = Generate(parsed.GetRequiredValue(process), called, services, options, parsed.GetValue(name));
            if (parsed.GetValue(folder) is { } target)
            {
                SuiteFolder.Write(target, generated, services, console);
            }

            if (parsed.GetValue(json))
            {
                console.Result(SuiteJson.Write(generated));
            }
            else
            {
                SuiteText.Write(generated, console);
            }

            return ExitCodes.Passed;
        });
        return command;
    }

    private static GeneratedSuite Generate(
        string process,
        IReadOnlyList<ProcessGraph> called,
        IReadOnlyList<SpecFile> specs,
        SuiteOptions options,
        string? name
    )
    {
        var graph = ProcessFile.Read(process);
        var services = specs.Select(spec => new ServiceSpec(spec.ServiceName, spec.Import.Endpoints, spec.ProtocolId)).ToList();
        try
        {
            return SuiteGenerator.Generate(
                graph,
                services,
                options,
                name ?? graph.Processes[0].Name ?? Path.GetFileNameWithoutExtension(process),
                called: called
            );
        }
        catch (GenerationException exception)
        {
            throw new CliException(ExitCodes.BadInput, $"{process}: {exception.Message}", exception.Faults);
        }
    }
}
