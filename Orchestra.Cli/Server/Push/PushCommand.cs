using System.CommandLine;

namespace Orchestra.Cli.Server.Push;

/// <summary><c>push DIR</c>: suites and scenarios that are kept as files, to a server.</summary>
internal static class PushCommand
{
    public static Command Create(CliConsole console)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "a folder with suite.yaml and scenarios/, or with folders that have them",
        };
        var suiteId = new Option<string?>("--suite")
        {
            Description = "the server's suite (default: the one of the same name)",
            HelpName = "ID",
        };
        var server = new ServerArguments();
        var command = new Command("push", "Brings suites and scenarios that are files to a server") { folder, suiteId };
        server.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var files = SuiteFiles.Read(parsed.GetRequiredValue(folder));
                if (parsed.GetValue(suiteId) is not null && files.Suites.Count > 1)
                {
                    throw new CliException(ExitCodes.Usage, $"--suite names one suite, and the folder has {files.Suites.Count}");
                }

                using var client = server.Open(parsed);
                var report = new PushReport();
                foreach (var failure in files.Failures)
                {
                    report.Add(failure);
                }

                var push = new SuitePush(client, console, report);
                foreach (var suite in files.Suites)
                {
                    await push.PushAsync(suite, parsed.GetValue(suiteId), cancellationToken);
                }

                report.Write(console);
                return report.ExitCode;
            }
        );
        return command;
    }
}
