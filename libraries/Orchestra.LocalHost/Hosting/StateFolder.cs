using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Orchestra.LocalHost.Processes;

namespace Orchestra.LocalHost.Hosting;

/// <summary>The folder of a host: servers' data, logs, secrets, and the lock that keeps a second host out.</summary>
internal sealed partial class StateFolder : IDisposable
{
    private const string ServersOutside = "/var/lib/orchestra";

    private readonly bool _ephemeral;
    private readonly FileStream? _lock;

    private StateFolder(string path, string serversPath, string stateFile, bool ephemeral, FileStream? @lock)
    {
        Path = path;
        ServersPath = serversPath;
        StateFile = stateFile;
        _ephemeral = ephemeral;
        _lock = @lock;
    }

    public string Path { get; }

    public string StateFile { get; }

    public string LogsPath => System.IO.Path.Combine(Path, "logs");

    private string ServersPath { get; }

    /// <summary>Makes the folder, or takes the one that is there unless another host uses it.</summary>
    public static StateFolder Open(LocalHostOptions options)
    {
        var path = options.StateFolder ?? TemporaryFolder.Create();
        FileStream? @lock = null;
        if (options.StateFolder is not null)
        {
            UnixAccount.CreatePassableFolder(path);
            @lock = Lock(path);
        }

        var servers = System.IO.Path.Combine(path, "servers");
        if (Environment.IsPrivilegedProcess && !UnixAccount.IsReachableByOthers(path))
        {
            // Servers run as other accounts, which cannot get into, for instance, a clone below /root.
            servers = System.IO.Path.Combine(ServersOutside, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16]);
            UnixAccount.CreatePassableFolder(ServersOutside);
        }

        UnixAccount.CreatePassableFolder(servers);
        var state = new StateFolder(
            path,
            servers,
            options.StateFile ?? System.IO.Path.Combine(path, "state.json"),
            options.Ephemeral,
            @lock
        );
        UnixAccount.CreateFolder(state.LogsPath, account: null);
        return state;
    }

    /// <summary>Where a server keeps its data.</summary>
    public string ServerFolder(string name) => System.IO.Path.Combine(ServersPath, name);

    public void Dispose()
    {
        _lock?.Dispose();
        if (_ephemeral)
        {
            TemporaryFolder.Remove(Path);
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            var stateFile = System.IO.Path.Combine(path, "state.json");
            var owner =
                File.Exists(stateFile) && OwnerPattern().Match(File.ReadAllText(stateFile)) is { Success: true } match
                    ? $" (process {match.Groups[1].Value})"
                    : "";
            throw new DistributedApplicationException(
                $"another host{owner} uses the state folder {path}: stop it first, or start this one with --ephemeral",
                exception
            );
        }
    }

    [GeneratedRegex("\"pid\": ([0-9]+)")]
    private static partial Regex OwnerPattern();
}
