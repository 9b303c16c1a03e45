namespace Orchestra.Cli.Server.Push;

/// <summary>The suites of a folder: its own, or one of each folder in it. Nothing is sent before all of it is read.</summary>
/// <param name="Suites">What can be sent.</param>
/// <param name="Failures">What cannot.</param>
internal sealed record SuiteFiles(IReadOnlyList<SuiteFile> Suites, IReadOnlyList<FileFailure> Failures)
{
    /// <exception cref="CliException">There is no such folder, or no suite in it: exit code 3.</exception>
    public static SuiteFiles Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new CliException(ExitCodes.BadInput, $"{folder}: there is no such folder");
        }

        var suites = new List<SuiteFile>();
        var failures = new List<FileFailure>();
        string[] folders = SuitesOf(folder).Count > 0 ? [folder] : [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
        foreach (var candidate in folders)
        {
            var named = SuitesOf(candidate);
            if (named.Count > 1)
            {
                failures.Add(new FileFailure(named[1], $"{named[0]} is there, too: keep one", []));
            }
            else if (named is [var path] && new SuiteFileReader(path, failures).Read() is { } suite)
            {
                suites.Add(suite);
            }
        }

        return suites.Count + failures.Count > 0
            ? new SuiteFiles(suites, failures)
            : throw new CliException(ExitCodes.BadInput, $"{folder}: there is no suite.yaml or suite.json, nor a folder that has one");
    }

    private static List<string> SuitesOf(string folder) =>
        [.. StructuredFile.Extensions.Select(extension => Path.Combine(folder, "suite" + extension)).Where(File.Exists)];
}
