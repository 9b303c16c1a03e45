using System.CommandLine;
using System.Runtime.InteropServices;

namespace Orchestra.Cli.Local;

/// <summary><c>up</c>: the local topology in the foreground, until Ctrl+C, or in the background until <c>down</c>.</summary>
internal static class UpCommand
{
    public static Command Create(CliConsole console, TimeProvider time)
    {
        var ephemeral = new Option<bool>("--ephemeral") { Description = "free ports and a temporary folder; nothing is kept" };
        var detach = new Option<bool>("--detach") { Description = "return when all is up; ./orchestra down stops it" };
        var folder = LocalTopology.FolderOption();
        var rest = new Argument<string[]>("ARGUMENTS")
        {
            Description = "passed on to the topology, after --, for example -- --Samples:Bank=true",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("up", "Starts Orchestra on this machine") { ephemeral, detach, folder, rest };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await PackageInstaller.EnsureAsync(console, cancellationToken);
                var topology = LocalTopology.Of(parsed.GetValue(folder));
                string[] kind = parsed.GetValue(ephemeral) ? ["--ephemeral"] : ["--state-folder", topology.Folder];
                string[] arguments = [.. kind, .. parsed.GetValue(rest) ?? []];
                return parsed.GetValue(detach)
                    ? await DetachAsync(topology, arguments, console, time, cancellationToken)
                    : await StayAsync(arguments, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> StayAsync(string[] arguments, CancellationToken cancellationToken)
    {
        // A closed terminal is no crash: all is stopped in order.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var hangUp = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            }
        );
        var host = await ChildProgram.StartDotnetAsync(Repository.Program("Orchestra.AppHost"), arguments, ending: ChildEnding.Killed);
        try
        {
            return await host.WaitAsync(stop.Token) == 0 ? ExitCodes.Passed : ExitCodes.Broken;
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how it ends.
            return ExitCodes.Passed;
        }
    }

    private static async Task<int> DetachAsync(
        LocalTopology topology,
        string[] arguments,
        CliConsole console,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (await topology.FindRunningAsync(cancellationToken) is { } running)
        {
            throw new CliException(ExitCodes.Usage, $"Orchestra is up already (process {running.Pid}): ./orchestra down stops it");
        }

        console.Note("starting PostgreSQL, RabbitMQ and Orchestra's services...");
        // Its output has no reader when we are gone; the log files have all of it.
        var host = await TopologyHost.StartAsync(
            topology.StateFile,
            [.. arguments, "--state-file", topology.StateFile],
            ChildEnding.GoesOn,
            static _ => { },
            time,
            cancellationToken
        );
        console.Result($"Orchestra is up at {host.State.UrlOf("gateway")}; ./orchestra down stops it");
        return ExitCodes.Passed;
    }
}
