using System.CommandLine;
using Orchestra.LocalHost.Processes;

namespace Orchestra.Cli.Local;

/// <summary><c>down</c>: stops the local topology, wherever it was started.</summary>
internal static class DownCommand
{
    // A host stops within 10 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(50);

    public static Command Create(CliConsole console, TimeProvider time)
    {
        var folder = LocalTopology.FolderOption();
        var command = new Command("down", "Stops Orchestra on this machine") { folder };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (await LocalTopology.Of(parsed.GetValue(folder)).FindRunningAsync(cancellationToken) is not { } state)
                {
                    console.Result("nothing to do: Orchestra is not up");
                    return ExitCodes.Passed;
                }

                await StopAsync(state, time, cancellationToken);
                console.Result("stopped");
                return ExitCodes.Passed;
            }
        );
        return command;
    }

    private static async Task StopAsync(TopologyState state, TimeProvider time, CancellationToken cancellationToken)
    {
        if (NativeMethods.Kill(state.Pid, (int)UnixSignal.Terminate) != 0 && state.IsAlive)
        {
            throw new CliException(ExitCodes.Usage, $"process {state.Pid} cannot be stopped: it belongs to another account");
        }

        var begun = time.GetTimestamp();
        using var timer = new PeriodicTimer(LookPeriod, time);
        while (state.IsAlive)
        {
            if (time.GetElapsedTime(begun) > Patience)
            {
                throw new CliException(
                    ExitCodes.Broken,
                    $"process {state.Pid} did not end within {Patience.TotalSeconds} s: kill -9 {state.Pid} ends it and all that it started"
                );
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
