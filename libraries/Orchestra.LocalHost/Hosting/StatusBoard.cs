using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestra.LocalHost.Processes;

namespace Orchestra.LocalHost.Hosting;

/// <summary>Knows every resource's status, tells changes on the console and keeps the state file true.</summary>
/// <param name="console">Told of every change.</param>
/// <param name="stateFile">The state file.</param>
/// <param name="logs">The folder of logs, which the state file names.</param>
internal sealed class StatusBoard(HostConsole console, string stateFile, string logs)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceStatus> _statuses = new(StringComparer.Ordinal);
    private bool _ready;
    private bool _isKept;
    private bool _isLost;

    public ResourceStatus this[string name]
    {
        get
        {
            lock (_lock)
            {
                return _statuses[name];
            }
        }
    }

    public void Update(string name, Func<ResourceStatus, ResourceStatus> change)
    {
        lock (_lock)
        {
            var before = _statuses.GetValueOrDefault(name);
            var after = change(before ?? new ResourceStatus(ResourceState.Waiting));
            _statuses[name] = after;
            Write();
            if (before?.State != after.State)
            {
                var exit =
                    after.State is ResourceState.Exited or ResourceState.Failed && after.ExitCode is { } code
                        ? $" with exit code {code}"
                        : "";
                var urls = after.State is ResourceState.Running or ResourceState.Healthy
                    ? string.Concat(after.Urls.Select(url => " " + url))
                    : "";
                console.WriteState(name, $"{after.State}{exit}{urls}");
            }
        }
    }

    /// <summary>Tells whether all resources are up.</summary>
    public void SetReady(bool ready)
    {
        lock (_lock)
        {
            if (_ready != ready)
            {
                _ready = ready;
                Write();
            }
        }
    }

    /// <exception cref="IOException">The file cannot be written the first time: nothing has started yet.</exception>
    private void Write()
    {
        try
        {
            var document = new StateDocument(Environment.ProcessId, _ready, logs, _statuses);
            AtomicFile.Write(stateFile, JsonSerializer.Serialize(document, Json));
            (_isKept, _isLost) = (true, false);
        }
        catch (Exception exception) when (_isKept && (exception is IOException or UnauthorizedAccessException))
        {
            // Resources run and must be stopped all the same.
            if (!_isLost)
            {
                _isLost = true;
                console.WriteError($"the state file is out of date: {exception.Message}");
            }
        }
    }

    private sealed record StateDocument(int Pid, bool Ready, string Logs, IReadOnlyDictionary<string, ResourceStatus> Resources);
}
