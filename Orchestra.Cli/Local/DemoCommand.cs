using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Orchestra.Cli.Offline;
using Orchestra.Cli.Server;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Cli.Local;

/// <summary><c>demo</c>: the whole of it on this machine: servers up, the bank's process imported, its suite generated, run and reported.</summary>
internal static class DemoCommand
{
    // The names that the bank knows (samples/bank/README.md).
    private static readonly string[] Faults = ["scoring-500", "contract", "slow", "wrong-decision"];

    public static Command Create(CliConsole console, TimeProvider time)
    {
        var fault = new Option<string?>("--fault")
        {
            Description = $"let the bank misbehave: {string.Join(", ", Faults)}",
            HelpName = "NAME",
        };
        var json = new Option<bool>("--json") { Description = "print the JSON report" };
        var html = new Option<string?>("--html") { Description = "write the HTML report here too", HelpName = "FILE" };
        var junit = new Option<string?>("--junit") { Description = "write the JUnit report here too", HelpName = "FILE" };
        var command = new Command("demo", "Starts Orchestra and a sample bank, tests the bank's credit process and stops everything")
        {
            fault,
            json,
            html,
            junit,
        };
        var suite = new SuiteArguments();
        suite.AddTo(command);
        fault.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !Faults.Contains(token.Value, StringComparer.Ordinal))
            {
                result.AddError($"the bank has no fault '{token.Value}': it knows {string.Join(", ", Faults)}");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await PackageInstaller.EnsureAsync(console, cancellationToken);
                var exitCode = await RunAsync(
                    parsed.GetValue(fault),
                    suite.Read(parsed),
                    parsed.GetValue(json),
                    console,
                    time,
                    cancellationToken
                );
                Copy("report.html", parsed.GetValue(html), console);
                Copy("junit.xml", parsed.GetValue(junit), console);
                return exitCode;
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string? fault,
        SuiteOptions options,
        bool json,
        CliConsole console,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var folder = Repository.PathOf("artifacts", "demo");
        Directory.CreateDirectory(folder);
        var log = Path.Combine(folder, "topology.log");
        var begun = time.GetTimestamp();
        console.Note(
            $"starting PostgreSQL, RabbitMQ, Orchestra's services and the sample bank{(fault is null ? "" : $" with the fault {fault}")}..."
        );
        await using var topology = await DemoTopology.StartAsync(fault, log, time, cancellationToken);
        console.Note(
            string.Create(
                CultureInfo.InvariantCulture,
                $"up in {time.GetElapsedTime(begun).TotalSeconds:0.0} s: Orchestra at {topology.Gateway}, the bank at {topology.Bank}"
            )
        );

        using var client = new OrchestraClient(topology.Gateway, apiKey: null);
        var exitCode = await new RunSession(client, console, time).RunAsync(
            Request(topology.Bank, folder, options, json),
            cancellationToken
        );
        console.Note($"reports are in {folder}, the services' logs in {log}; stopping...");
        return exitCode;
    }

    private static RunRequest Request(Uri bank, string folder, SuiteOptions options, bool json)
    {
        var sample = Repository.PathOf("samples", "bank");
        var environment = Importer.ReadObject(Path.Combine(sample, "environment.json"));
        environment["name"] = "demo";
        environment["serviceUrls"] = new JsonObject { ["loans"] = bank.GetLeftPart(UriPartial.Authority) };
        environment["allow"] = new JsonArray("127.0.0.0/8");
        return new RunRequest
        {
            Process = Path.Combine(sample, "credit-application.bpmn"),
            Specs = ["loans=" + Path.Combine(sample, "openapi.yaml")],
            EnvironmentBody = environment,
            Options = options,
            Files = new ReportFiles(
                Path.Combine(folder, "report.json"),
                Path.Combine(folder, "junit.xml"),
                Path.Combine(folder, "report.html")
            ),
            Json = json,
        };
    }

    private static void Copy(string report, string? target, CliConsole console)
    {
        if (target is null)
        {
            return;
        }

        if (Path.GetDirectoryName(target) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.Copy(Repository.PathOf("artifacts", "demo", report), target, overwrite: true);
        console.Note($"written: {target}");
    }
}
