using System.CommandLine;
using Orchestra.Cli.Offline;
using Orchestra.Contracts.Runs;

namespace Orchestra.Cli.Server;

/// <summary><c>run</c>: a suite, a scenario or files, against a server; the exit code is the result.</summary>
internal static class RunCommand
{
    public static Command Create(CliConsole console, TimeProvider time)
    {
        var suiteId = new Option<string?>("--suite") { Description = "a suite on the server", HelpName = "ID" };
        var scenarioId = new Option<string?>("--scenario") { Description = "a scenario on the server", HelpName = "ID" };
        var process = new Option<string?>("--process")
        {
            Description = "a BPMN file or a sequence diagram: imported, and its suite generated",
            HelpName = "FILE",
        };
        var specs = new Option<string[]>("--spec")
        {
            Description = "with --process: a spec (OpenAPI, .proto, AsyncAPI, tables), or SERVICE=FILE; repeatable",
        };
        var environment = new Option<string>("--env")
        {
            Description = "an environment's name, or a .json file to create it from",
            Required = true,
        };
        var data = new Option<string[]>("--data") { Description = "a data set's file {name, tags, data}; repeatable" };
        var mode = new Option<string?>("--mode") { Description = "how runs go through their steps" };
        mode.AcceptOnlyFromAmong(
            StringComparer.OrdinalIgnoreCase,
            WireNames.Of(RunMode.RunAllSteps),
            WireNames.Of(RunMode.StopOnFirstFailure)
        );
        var junit = new Option<string?>("--junit") { Description = "write the JUnit report here", HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "write the HTML report here", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "print the JSON report" };
        var server = new ServerArguments();
        var suite = new SuiteArguments();
        var command = new Command("run", "Runs a suite, a scenario or files against a server and says what broke")
        {
            suiteId,
            scenarioId,
            process,
            specs,
            environment,
            data,
            mode,
            junit,
            html,
            json,
        };
        server.AddTo(command);
        suite.AddTo(command);
        command.Validators.Add(result =>
        {
            var named = ((string?[])[result.GetValue(suiteId), result.GetValue(scenarioId), result.GetValue(process)]).Count(value =>
                value is not null
            );
            if (named != 1)
            {
                result.AddError("run takes one of --suite ID, --scenario ID and --process FILE");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var client = server.Open(parsed);
                var request = new RunRequest
                {
                    SuiteId = parsed.GetValue(suiteId),
                    ScenarioId = parsed.GetValue(scenarioId),
                    Process = parsed.GetValue(process),
                    Specs = parsed.GetValue(specs) ?? [],
                    DataSets = parsed.GetValue(data) ?? [],
                    Environment = parsed.GetRequiredValue(environment),
                    Mode = parsed.GetValue(mode)?.ToUpperInvariant(),
                    Options = suite.Read(parsed),
                    Files = new ReportFiles(Junit: parsed.GetValue(junit), Html: parsed.GetValue(html)),
                    Json = parsed.GetValue(json),
                };
                return await new RunSession(client, console, time).RunAsync(request, cancellationToken);
            }
        );
        return command;
    }
}
