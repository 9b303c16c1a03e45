using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Orchestra.Cli.Admin;
using Orchestra.Cli.Development;
using Orchestra.Cli.Development.Soak;
using Orchestra.Cli.Local;
using Orchestra.Cli.Offline;
using Orchestra.Cli.Server;
using Orchestra.Cli.Server.Push;

namespace Orchestra.Cli;

/// <summary>Every verb, and the only place where a failure becomes a message and an exit code.</summary>
internal static class CommandLine
{
    // Long enough for servers to be stopped in order after Ctrl+C.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] arguments, CliConsole console, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            // Files named @a are files: no response files.
            var parsed = Create(console, time)
                .Parse(WithoutHelpVerb(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction || (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true }))
            {
                foreach (var error in parsed.Errors)
                {
                    console.Note($"orchestra: {error.Message}");
                }

                return Refuse(console);
            }

            if (UnknownOption(parsed, arguments) is { } option)
            {
                console.Note($"orchestra: {parsed.CommandResult.Command.Name} has no option '{option}'");
                return Refuse(console);
            }

            var invocation = new InvocationConfiguration
            {
                Output = console.Output,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopTime,
            };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (CliException exception)
        {
            console.Note($"orchestra: {exception.Message}");
            console.Faults(null, exception.Faults);
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            console.Note("orchestra: stopped");
            return ExitCodes.Broken;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            console.Note($"orchestra: {exception.Message}");
            return ExitCodes.Usage;
        }
    }

    private static RootCommand Create(CliConsole console, TimeProvider time) =>
        new("Tests business processes: BPMN or sequence diagrams and OpenAPI go in, scenarios come out, run, and a report says what broke.")
        {
            SetupCommand.Create(console),
            UpCommand.Create(console, time),
            DownCommand.Create(console, time),
            StatusCommand.Create(console),
            LogsCommand.Create(console),
            DemoCommand.Create(console, time),
            InspectCommand.Create(console),
            GenerateCommand.Create(console),
            CoverCommand.Create(console, time),
            ValidateCommand.Create(console),
            PushCommand.Create(console),
            RunCommand.Create(console, time),
            ReportCommand.Create(console),
            AdminCommand.Create(console),
            ApiProgram.CreateMigrate(),
            ApiProgram.CreateMaintain(),
            TestCommand.Create(console),
            BenchCommand.Create(console),
            SoakCommand.Create(console, time),
        };

    private static int Refuse(CliConsole console)
    {
        console.Note("orchestra help [VERB] says how it is used");
        return ExitCodes.Usage;
    }

    // An argument swallows options that the verb does not know. After "--" everything is meant as it stands; a file may be ./-a.
    private static string? UnknownOption(ParseResult parsed, string[] arguments) =>
        arguments.Contains("--")
            ? null
            : parsed
                .CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens)
                .Select(token => token.Value)
                .FirstOrDefault(value => value is ['-', not '-', ..] or ['-', '-', _, ..]);

    // "help run" reads better than "run --help"; both work.
    private static string[] WithoutHelpVerb(string[] arguments) => arguments is ["help", .. var rest] ? [.. rest, "--help"] : arguments;
}
