namespace Orchestra.Cli.Local;

/// <summary>Where things are in the clone that this program was built in.</summary>
internal static class Repository
{
    private const string Marker = "Orchestra.sln";

    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The clone's root.</summary>
    /// <exception cref="CliException">The program was copied out of its clone: exit code 2.</exception>
    public static string Root => Found.Value;

    /// <summary>A path below the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A built program, of the same configuration as this one.</summary>
    /// <exception cref="CliException">It was not built: exit code 2.</exception>
    public static string Program(string project, string? assembly = null)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;
        var path = PathOf("artifacts", "bin", project, configuration, (assembly ?? project) + ".dll");
        return File.Exists(path)
            ? path
            : throw new CliException(ExitCodes.Usage, $"{path} is missing: build it with dotnet build {Marker}");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        throw new CliException(
            ExitCodes.Usage,
            $"this verb works inside a clone of Orchestra: there is no {Marker} above {AppContext.BaseDirectory}"
        );
    }
}
