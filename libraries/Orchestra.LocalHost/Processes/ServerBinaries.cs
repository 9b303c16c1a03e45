using System.Globalization;

namespace Orchestra.LocalHost.Processes;

/// <summary>Finds the installed programs of PostgreSQL and RabbitMQ, or says which package brings them.</summary>
internal static class ServerBinaries
{
    private const string PostgresRoot = "/usr/lib/postgresql";
    private const string RabbitMqFolder = "/usr/lib/rabbitmq/bin";

    /// <summary>The folder with initdb and postgres: the one given, the newest of Debian's, or one of PATH.</summary>
    public static string PostgresFolder(string? given)
    {
        var folders = given is not null ? [given] : DebianPostgresFolders().Concat(PathFolders());
        return folders.FirstOrDefault(folder =>
                File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"))
            ) ?? throw Missing("PostgreSQL's server programs (initdb, postgres)", "postgresql");
    }

    /// <summary>The start script of the server itself; the one in /usr/sbin changes the account by its own rules.</summary>
    public static string RabbitMqServer(string? folder)
    {
        var script = Path.Combine(folder ?? RabbitMqFolder, "rabbitmq-server");
        return File.Exists(script) ? script : throw Missing("RabbitMQ's server (rabbitmq-server)", "rabbitmq-server");
    }

    /// <summary>A program of Erlang: epmd, erl_call.</summary>
    public static string Erlang(string program) =>
        PathFolders().Append("/usr/lib/erlang/bin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw Missing($"Erlang's {program}", "rabbitmq-server");

    private static IEnumerable<string> DebianPostgresFolders() =>
        Directory.Exists(PostgresRoot)
            ? Directory
                .EnumerateDirectories(PostgresRoot)
                .OrderByDescending(folder =>
                    int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0
                )
                .Select(folder => Path.Combine(folder, "bin"))
            : [];

    private static string[] PathFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    private static LocalHostException Missing(string what, string package) =>
        new($"{what} are not installed: install the package {package} (Debian: postgresql, rabbitmq-server) or run ./orchestra setup.");
}
