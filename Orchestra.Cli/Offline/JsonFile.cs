using System.Text.Json;

namespace Orchestra.Cli.Offline;

/// <summary>Reads JSON that people name, or lines of it.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1024 };

    /// <exception cref="CliException">The file is not JSON: exit code 3.</exception>
    public static JsonElement Read(string path)
    {
        ReadOnlyMemory<byte> content = SourceFile.Read(path);
        if (content.Span.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        try
        {
            using var document = JsonDocument.Parse(content, Options);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCodes.BadInput, $"{path} is not JSON: {exception.Message}");
        }
    }

    /// <summary>One value; null when the text is not JSON.</summary>
    public static JsonElement? TryParse(string text, out string fault)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            fault = "";
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            fault = exception.Message;
            return null;
        }
    }
}
