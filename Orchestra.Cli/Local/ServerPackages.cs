namespace Orchestra.Cli.Local;

/// <summary>What the local topology and the tests need installed, and the Debian packages that bring it.</summary>
internal static class ServerPackages
{
    private static readonly string[] PostgresPrograms = ["initdb", "postgres"];

    /// <summary>Packages whose files are missing.</summary>
    /// <param name="root">The root of the file system; tests give another.</param>
    /// <param name="searchPath">PATH.</param>
    public static IReadOnlyList<string> Missing(string root, string searchPath)
    {
        var missing = new List<string>();
        var postgres = Path.Combine(root, "usr/lib/postgresql");
        var folders = (
            Directory.Exists(postgres) ? Directory.EnumerateDirectories(postgres).Select(version => Path.Combine(version, "bin")) : []
        ).Concat(searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries));
        if (!folders.Any(folder => PostgresPrograms.All(program => File.Exists(Path.Combine(folder, program)))))
        {
            missing.Add("postgresql");
        }

        if (!File.Exists(Path.Combine(root, "usr/lib/rabbitmq/bin/rabbitmq-server")))
        {
            missing.Add("rabbitmq-server");
        }

        // A library: its folder is called after the machine's kind.
        var libraries = Path.Combine(root, "usr/lib");
        if (
            !Directory.Exists(libraries)
            || !Directory
                .EnumerateDirectories(libraries, "*-linux-gnu")
                .Append(libraries)
                .Any(folder => File.Exists(Path.Combine(folder, "librdkafka.so.1")))
        )
        {
            missing.Add("librdkafka1");
        }

        return missing;
    }

    /// <summary>As <see cref="Missing(string, string)"/>, for this machine.</summary>
    public static IReadOnlyList<string> Missing() => Missing("/", Environment.GetEnvironmentVariable("PATH") ?? "");
}
