using System.CommandLine;

namespace Orchestra.Cli.Local;

/// <summary><c>up</c>: the local topology in the foreground, until Ctrl+C.</summary>
internal static class UpCommand
{
    public static Command Create(CliConsole console)
    {
        var ephemeral = new Option<bool>("--ephemeral") { Description = "free ports and a temporary folder; nothing is kept" };
        var rest = new Argument<string[]>("ARGUMENTS")
        {
            Description = "passed on to the topology, after --, for example -- --Samples:Bank=true",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("up", "Starts Orchestra on this machine and stays in the foreground") { ephemeral, rest };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await PackageInstaller.EnsureAsync(console, cancellationToken);
                string[] arguments =
                [
                    .. parsed.GetValue(ephemeral) ? ["--ephemeral"] : Array.Empty<string>(),
                    .. parsed.GetValue(rest) ?? [],
                ];
                var host = await ChildProgram.StartDotnetAsync(Repository.Program("Orchestra.AppHost"), arguments);
                try
                {
                    return await host.WaitAsync(cancellationToken) == 0 ? ExitCodes.Passed : ExitCodes.Broken;
                }
                catch (OperationCanceledException)
                {
                    // Ctrl+C is how it ends.
                    return ExitCodes.Passed;
                }
            }
        );
        return command;
    }
}
