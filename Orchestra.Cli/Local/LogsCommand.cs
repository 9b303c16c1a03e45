using System.CommandLine;
using System.Text.RegularExpressions;

namespace Orchestra.Cli.Local;

/// <summary><c>logs</c>: what the local topology wrote since its last start, of all its resources or of one.</summary>
internal static class LogsCommand
{
    public static Command Create(CliConsole console)
    {
        var service = new Argument<string?>("SERVICE")
        {
            Description = "a resource as status names it; its replicas are meant too",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var folder = LocalTopology.FolderOption();
        var command = new Command("logs", "Prints what Orchestra on this machine wrote since its last start") { service, folder };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var topology = LocalTopology.Of(parsed.GetValue(folder));
                var state = await topology.ReadAsync(cancellationToken);
                var file = Path.Combine(state?.Logs ?? topology.Folder, "topology.log");
                if (state is null || !File.Exists(file))
                {
                    throw new CliException(ExitCodes.Usage, $"there is no log of a topology with its state in {topology.Folder}");
                }

                await PrintAsync(file, parsed.GetValue(service), state, console, cancellationToken);
                return ExitCodes.Passed;
            }
        );
        return command;
    }

    private static async Task PrintAsync(
        string file,
        string? service,
        TopologyState state,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        if (service is not null && !state.Resources.ContainsKey(service))
        {
            throw new CliException(
                ExitCodes.Usage,
                $"there is no resource '{service}': there are {string.Join(", ", state.Resources.Keys)}"
            );
        }

        // Its own lines, its replicas', and what the host says of it.
        var wanted = service is null ? null : new Regex($@"^\[(host\] )?{Regex.Escape(service)}(-\d+)?[\]:]", RegexOptions.NonBacktracking);
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            if (wanted?.IsMatch(line) != false)
            {
                console.Result(line);
            }
        }
    }
}
