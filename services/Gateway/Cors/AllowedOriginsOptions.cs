namespace Orchestra.Gateway.Cors;

/// <summary>Web pages of which origins may call the API from a browser.</summary>
internal sealed class AllowedOriginsOptions
{
    public const string Section = "Cors";

    /// <summary>Origins such as <c>https://console.example.com</c>, without a path and without wildcards.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>Whether a text is exactly what a browser sends as <c>Origin</c>.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https")
        && !text.Contains('*', StringComparison.Ordinal)
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.Ordinal);
}
