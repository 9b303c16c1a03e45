namespace Orchestra.Modeling.Tests.Bpmn;

/// <summary>Files as the tools of others write them.</summary>
internal static class Dialects
{
    private static readonly string s_folder = System.IO.Path.Combine(
        Repository.Root(),
        "tests",
        "Orchestra.Modeling.Tests",
        "Bpmn",
        "Dialects"
    );

    /// <summary>The names of all files.</summary>
    public static IEnumerable<string> Files => Directory.GetFiles(s_folder).Select(file => System.IO.Path.GetFileName(file)).Order();

    /// <summary>Where a file lies.</summary>
    public static string Path(string file) => System.IO.Path.Combine(s_folder, file);
}
