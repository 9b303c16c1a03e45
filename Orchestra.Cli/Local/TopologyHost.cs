namespace Orchestra.Cli.Local;

/// <summary>A started AppHost, all of whose resources are up.</summary>
internal sealed class TopologyHost
{
    private const int KeptLines = 30;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(100);

    private readonly ChildProgram _program;

    private TopologyHost(ChildProgram program, TopologyState state) => (_program, State) = (program, state);

    /// <summary>What the state file said when all was up.</summary>
    public TopologyState State { get; }

    /// <summary>Starts AppHost and waits until all of it is up; one that does not come up is stopped again.</summary>
    /// <param name="stateFile">Where its arguments let it write its state.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="ending">What becomes of it when we die.</param>
    /// <param name="onLine">Gets every line of its output.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CliException">It died or was not up within 120 s: exit code 5, with its last lines.</exception>
    public static async Task<TopologyHost> StartAsync(
        string stateFile,
        IEnumerable<string> arguments,
        ChildEnding ending,
        Action<string> onLine,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var lastLines = new Queue<string>();
        var program = await ChildProgram.StartDotnetAsync(Repository.Program("Orchestra.AppHost"), arguments, onLine: Keep, ending: ending);
        try
        {
            return new TopologyHost(program, await UpAsync(program, stateFile, time, cancellationToken));
        }
        catch (CliException exception)
        {
            var lines = Kept();
            await program.StopAsync();
            throw new CliException(ExitCodes.Broken, $"{exception.Message}; its last lines:\n{lines}");
        }
        catch
        {
            await program.StopAsync();
            throw;
        }

        string Kept()
        {
            lock (lastLines)
            {
                return string.Join('\n', lastLines);
            }
        }

        void Keep(string line)
        {
            lock (lastLines)
            {
                lastLines.Enqueue(line);
                if (lastLines.Count > KeptLines)
                {
                    lastLines.Dequeue();
                }
            }

            onLine(line);
        }
    }

    /// <summary>Stops it and all that it started.</summary>
    public Task StopAsync() => _program.StopAsync();

    private static async Task<TopologyState> UpAsync(
        ChildProgram program,
        string stateFile,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var begun = time.GetTimestamp();
        using var timer = new PeriodicTimer(LookPeriod, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (program.Exited.IsCompleted)
            {
                throw new CliException(ExitCodes.Broken, $"the local topology ended by itself with exit code {await program.Exited}");
            }

            // The file of an earlier topology may still lie there.
            if (await TopologyState.ReadAsync(stateFile, cancellationToken) is { Ready: true } state && state.Pid == program.Id)
            {
                return state;
            }

            if (time.GetElapsedTime(begun) > StartTime)
            {
                throw new CliException(ExitCodes.Broken, $"the local topology was not up within {StartTime.TotalSeconds} s");
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
