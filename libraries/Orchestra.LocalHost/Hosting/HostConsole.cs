namespace Orchestra.LocalHost.Hosting;

/// <summary>Prints every line with the resource's name before it, and keeps it in <c>logs/NAME.log</c>.</summary>
internal sealed class HostConsole(TextWriter output) : IDisposable
{
    private const string HostName = "host";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StreamWriter> _logs = new(StringComparer.Ordinal);
    private string? _folder;

    /// <summary>From here on lines are kept in the folder too.</summary>
    public void KeepIn(string folder) => _folder = folder;

    /// <summary>A line that a resource wrote.</summary>
    public void WriteLine(string name, string line)
    {
        lock (_lock)
        {
            output.WriteLine($"[{name}] {line}");
            LogOf(name)?.WriteLine(line);
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
                log.Dispose();
            }

            _logs.Clear();
            output.Flush();
        }
    }

    private StreamWriter? LogOf(string name)
    {
        if (_folder is null)
        {
            return null;
        }

        if (!_logs.TryGetValue(name, out var log))
        {
            log = new StreamWriter(Path.Combine(_folder, name + ".log"), append: false) { AutoFlush = true };
            _logs.Add(name, log);
        }

        return log;
    }
}
