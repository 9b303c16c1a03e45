namespace Orchestra.Testing.Processes;

/// <summary>Finds programs of this build: the same configuration as the test that asks.</summary>
public static class BuiltPrograms
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The main dll of a project.</summary>
    public static string PathOf(string project, string? assembly = null)
    {
        // artifacts/bin/<project>/<configuration>/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Name;
        var path = Path.Combine(Root, "artifacts", "bin", project, configuration, (assembly ?? project) + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"build {project} first", path);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orchestra.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("the tests are not inside the repository");
    }
}
