using System.CommandLine;

namespace Orchestra.Cli.Server;

/// <summary><c>report RUN</c>: the report of a suite run or of a run; the exit code is its result, 5 while it has none.</summary>
internal static class ReportCommand
{
    public static Command Create(CliConsole console)
    {
        var run = new Argument<string>("RUN") { Description = "the id of a suite run or of a run" };
        var format = new Option<string?>("--format") { Description = "the report itself instead of its summary" };
        format.AcceptOnlyFromAmong("json", "ndjson", "junit", "html", "allure");
        var file = new Option<string?>("--out") { Description = "write it here instead of stdout", HelpName = "FILE" };
        var server = new ServerArguments();
        var command = new Command("report", "Shows what a run did") { run, format, file };
        server.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(format) == "allure" && result.GetValue(file) is null)
            {
                result.AddError("--format allure is a zip: say with --out where it goes");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var client = server.Open(parsed);
                var asked = parsed.GetValue(format);
                return await RunAsync(client, parsed.GetRequiredValue(run), asked, parsed.GetValue(file), console, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        OrchestraClient client,
        string run,
        string? format,
        string? file,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        var id = Uri.EscapeDataString(run);
        var path = $"suiteruns/{id}/report";
        var json = await client.FindTextAsync(path, cancellationToken);
        var isSuite = json is not null;
        if (json is null)
        {
            path = $"testruns/{id}/report";
            json =
                await client.FindTextAsync(path, cancellationToken)
                ?? throw new CliException(ExitCodes.Usage, $"the server knows neither a suite run nor a run '{run}'");
        }

        var outcome = isSuite ? RunOutcome.OfSuiteRun(json) : RunOutcome.OfRun(json);
        if (format is null && file is null)
        {
            RunSummary.Write(outcome, console);
        }
        else if (format == "allure")
        {
            await ReportFiles.WriteFileAsync(
                file!,
                await client.GetBytesAsync($"{path}?format={format}", cancellationToken),
                cancellationToken
            );
            console.Note($"written: {file}");
        }
        else
        {
            var text = format is null or "json" ? json : await client.GetTextAsync($"{path}?format={format}", cancellationToken);
            if (file is null)
            {
                console.Result(text);
            }
            else
            {
                await ReportFiles.WriteFileAsync(file, text, cancellationToken);
                console.Note($"written: {file}");
            }
        }

        if (!outcome.IsOver)
        {
            console.Note($"the run is not over: {outcome.Status}");
        }

        // Not over counts as broken: a pipeline that asks too early must not go on as if all had passed.
        return outcome.ExitCode;
    }
}
