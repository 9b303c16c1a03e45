namespace Orchestra.Cli.Offline;

/// <summary>Reads the files that people name, with a message for each way in which that can fail.</summary>
internal static class SourceFile
{
    // Every format has its own, lower limit; this one keeps a mistyped path to a disk image out of memory.
    private const long MaxBytes = 256L * 1024 * 1024;

    /// <exception cref="CliException">The file cannot be read: exit code 3.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw Bad(path, "is a folder: name a file");
            }

            return new FileInfo(path) is { Exists: true, Length: > MaxBytes }
                ? throw Bad(path, "is over 256 MiB: no input is that large")
                : File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Bad(path, "there is no such file");
        }
        catch (UnauthorizedAccessException)
        {
            throw Bad(path, "may not be read: its permissions forbid it");
        }
        catch (IOException exception)
        {
            throw Bad(path, $"cannot be read: {exception.Message}");
        }
    }

    /// <summary>A reader of the file's text, however long it is; the same encodings as <see cref="ReadText"/>.</summary>
    /// <exception cref="CliException">The file cannot be read: exit code 3.</exception>
    public static StreamReader OpenText(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? throw Bad(path, "is a folder: name a file")
                : new StreamReader(path, detectEncodingFromByteOrderMarks: true);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Bad(path, "there is no such file");
        }
        catch (UnauthorizedAccessException)
        {
            throw Bad(path, "may not be read: its permissions forbid it");
        }
        catch (IOException exception)
        {
            throw Bad(path, $"cannot be read: {exception.Message}");
        }
    }

    /// <summary>The file's text: by its byte order mark, else UTF-8.</summary>
    public static string ReadText(string path) => TextOf(Read(path));

    /// <summary>A content's text: by its byte order mark, else UTF-8.</summary>
    public static string TextOf(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static CliException Bad(string path, string message) => new(ExitCodes.BadInput, $"{path}: {message}");
}
