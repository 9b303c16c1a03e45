namespace Orchestra.LocalHost.Hosting;

/// <summary>
/// Prints every line with the resource's name before it, and keeps it in <c>logs/NAME.log</c> and, as printed, in
/// <c>logs/topology.log</c>. A log that cannot be written is told once and given up: resources and their stop never depend on it.
/// </summary>
internal sealed class HostConsole(TextWriter output) : IDisposable
{
    private const string HostName = "host";
    private const string TopologyLog = "topology";

    private readonly Lock _lock = new();

    // Null: given up.
    private readonly Dictionary<string, StreamWriter?> _logs = new(StringComparer.Ordinal);
    private string? _folder;

    /// <summary>From here on lines are kept in the folder too.</summary>
    public void KeepIn(string folder) => _folder = folder;

    /// <summary>A line that a resource wrote.</summary>
    public void WriteLine(string name, string line)
    {
        var printed = $"[{name}] {line}";
        lock (_lock)
        {
            Print(printed);
            Keep(name, line);
            Keep(TopologyLog, printed);
        }
    }

    /// <summary>A change of a resource's state.</summary>
    public void WriteState(string name, string state) => WriteLine(HostName, $"{name}: {state}");

    public void WriteError(string message)
    {
        foreach (var line in message.Split('\n'))
        {
            WriteLine(HostName, line);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _folder = null;
            foreach (var log in _logs.Values)
            {
                Close(log);
            }

            _logs.Clear();
            Print(null);
        }
    }

    private void Print(string? line)
    {
        try
        {
            if (line is not null)
            {
                output.WriteLine(line);
            }

            output.Flush();
        }
        catch (IOException)
        {
            // Nobody looks any more, or a full disk behind a redirection: there is no place left to say so.
        }
    }

    private void Keep(string log, string line)
    {
        if (_folder is null)
        {
            return;
        }

        try
        {
            LogOf(log, _folder)?.WriteLine(line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var failed = _logs.GetValueOrDefault(log);
            _logs[log] = null;
            Close(failed);
            WriteLine(HostName, $"{log}.log is given up: {exception.Message}");
        }
    }

    private StreamWriter? LogOf(string log, string folder)
    {
        if (!_logs.TryGetValue(log, out var writer))
        {
            writer = new StreamWriter(Path.Combine(folder, log + ".log"), append: false) { AutoFlush = true };
            _logs.Add(log, writer);
        }

        return writer;
    }

    private static void Close(StreamWriter? log)
    {
        try
        {
            log?.Dispose();
        }
        catch (IOException)
        {
            // What it still held cannot be written either.
        }
    }
}
