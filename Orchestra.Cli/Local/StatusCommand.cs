using System.CommandLine;

namespace Orchestra.Cli.Local;

/// <summary><c>status</c>: what of the local topology runs, and where; the exit code says whether all of it does.</summary>
internal static class StatusCommand
{
    public static Command Create(CliConsole console)
    {
        var folder = LocalTopology.FolderOption();
        var command = new Command("status", "Shows what of Orchestra runs on this machine, and where") { folder };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (await LocalTopology.Of(parsed.GetValue(folder)).FindRunningAsync(cancellationToken) is not { } state)
                {
                    console.Result("Orchestra is not up: ./orchestra up starts it");
                    return ExitCodes.Unreachable;
                }

                return Show(state, console);
            }
        );
        return command;
    }

    private static int Show(TopologyState state, CliConsole console)
    {
        var table = new ResultTable("resource", "state", "processes", "addresses");
        foreach (var (name, resource) in state.Resources)
        {
            table.Add(name, resource.State, string.Join(' ', resource.Pids ?? []), string.Join(' ', resource.Urls ?? []));
        }

        console.Table(table);
        var unwell = state.Resources.Where(resource => !resource.Value.IsWell).Select(resource => resource.Key).ToList();
        var isUp = state.Ready && unwell.Count == 0;
        console.Result(
            isUp ? $"Orchestra is up at {state.UrlOf("gateway")} (process {state.Pid})"
            : unwell.Count == 0 ? $"Orchestra is starting or stopping (process {state.Pid})"
            : $"not up: {string.Join(", ", unwell)} (process {state.Pid})"
        );
        return isUp ? ExitCodes.Passed : ExitCodes.Broken;
    }
}
