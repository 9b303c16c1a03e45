using System.Diagnostics;

namespace Orchestra.LocalHost.Processes;

/// <summary>A running child: its lines, its end, and how to end it.</summary>
internal sealed class ChildProcess
{
    private const int KeptLines = 30;

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private Action<string>? _output;

    public ChildProcess(ProcessSpec spec, Process process)
    {
        _process = process;
        _output = spec.Output;
        Id = process.Id;
        process.StandardInput.Close();
        Exited = WaitAsync(Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError)));
    }

    public int Id { get; }

    /// <summary>Ends with the exit code (128 + signal for a killed process).</summary>
    public Task<int> Exited { get; }

    /// <summary>The last lines of output, oldest first.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return [.. _lastLines];
            }
        }
    }

    public void Signal(UnixSignal signal)
    {
        if (!_process.HasExited)
        {
            _ = NativeMethods.Kill(Id, (int)signal);
        }
    }

    /// <summary>Asks the process to end with each signal in turn, waiting the time beside it, and kills it at last.</summary>
    public async Task<int> StopAsync(params IEnumerable<(UnixSignal Signal, TimeSpan Patience)> steps)
    {
        foreach (var (signal, patience) in steps)
        {
            Signal(signal);
            if (await EndsWithinAsync(patience))
            {
                return await Exited;
            }
        }

        Signal(UnixSignal.Kill);
        return await Exited;
    }

    private async Task<bool> EndsWithinAsync(TimeSpan patience)
    {
        if (patience <= TimeSpan.Zero)
        {
            return Exited.IsCompleted;
        }

        try
        {
            await Exited.WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<int> WaitAsync(Task output)
    {
        await _process.WaitForExitAsync();
        try
        {
            // A grandchild that holds the pipe must not hold us; the last lines usually arrive at once.
            await output.WaitAsync(TimeSpan.FromMilliseconds(500));
        }
        catch (TimeoutException)
        {
            // The lines go on arriving; only the wait ends.
        }

        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Keep(line);
            try
            {
                _output?.Invoke(line);
            }
            catch (Exception exception)
            {
                // Reading goes on without whoever wanted the lines: a full pipe would stop the child.
                _output = null;
                Keep($"(its lines are not passed on any more: {exception.Message})");
            }
        }
    }

    private void Keep(string line)
    {
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > KeptLines)
            {
                _lastLines.Dequeue();
            }
        }
    }
}
