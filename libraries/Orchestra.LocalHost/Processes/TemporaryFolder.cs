using System.Globalization;

namespace Orchestra.LocalHost.Processes;

/// <summary>Folders for one run, which a host that was killed cannot remove: the next one does.</summary>
internal static class TemporaryFolder
{
    private const string Prefix = "orchestra-";

    /// <summary>Creates an empty folder whose name carries our process id.</summary>
    public static string Create()
    {
        var root = Path.GetTempPath();
        if (Environment.IsPrivilegedProcess && !UnixAccount.IsReachableByOthers(root))
        {
            root = "/tmp";
        }

        RemoveAbandoned(root);
        var folder = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-"));
        if (root == "/tmp" && !folder.FullName.StartsWith("/tmp/", StringComparison.Ordinal))
        {
            folder.Delete();
            folder = Directory.CreateDirectory(Path.Combine(root, folder.Name));
        }

        UnixAccount.CreatePassableFolder(folder.FullName);
        return folder.FullName;
    }

    /// <summary>Removes the folder; files that a dying server still writes are tried again a few times.</summary>
    public static void Remove(string folder)
    {
        for (var tries = 5; ; tries--)
        {
            try
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                return;
            }
            catch (IOException) when (tries > 1)
            {
                // Not empty: something was written meanwhile.
            }
        }
    }

    private static void RemoveAbandoned(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, Prefix + "*"))
        {
            var owner =
                Path.GetFileName(folder).Split('-') is [_, var id, _]
                && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                    ? pid
                    : 0;
            if (owner == 0 || Directory.Exists($"/proc/{owner}"))
            {
                continue;
            }

            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another account's, or another host is removing it: not ours to insist.
            }
        }
    }
}
