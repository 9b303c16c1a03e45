namespace Orchestra.LocalHost.Processes;

/// <summary>Files that readers see whole or not at all, and that only we can read: they hold passwords.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".tmp";
        UnixAccount.WriteFile(unfinished, text, account: null);
        File.Move(unfinished, path, overwrite: true);
    }
}
