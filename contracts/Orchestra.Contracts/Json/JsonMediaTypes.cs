namespace Orchestra.Contracts.Json;

/// <summary>Which media types mean JSON.</summary>
public static class JsonMediaTypes
{
    /// <summary>Whether a body of this type is JSON: <c>application/json</c>, <c>text/json</c> and every type with the suffix <c>+json</c>.</summary>
    /// <param name="contentType">A media type, with or without parameters.</param>
    public static bool IsJson(string contentType)
    {
        var type = Bare(contentType);
        return type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a declared range leaves open whether a body is JSON: many tools write <c>*/*</c> where they know no better.</summary>
    /// <param name="range">A media range, with or without parameters.</param>
    public static bool IsOpen(string range) =>
        Bare(range) is "*/*" || Bare(range).Equals("application/*", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Bare(string contentType)
    {
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        return contentType.AsSpan(0, end < 0 ? contentType.Length : end).Trim();
    }
}
