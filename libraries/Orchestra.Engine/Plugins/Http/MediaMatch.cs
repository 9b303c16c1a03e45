using Orchestra.Contracts.Json;
using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>Finds what a spec says of a body of some media type.</summary>
internal static class MediaMatch
{
    /// <summary>Every media type that a body declares.</summary>
    public static IReadOnlyList<SpecMedia> Of(SpecBody body) => body.Media ?? [new SpecMedia(body.ContentType, body.SchemaPointer)];

    /// <summary>The declared type of exactly this name, else any JSON for JSON, else a range around it; null for none.</summary>
    public static SpecMedia? Find(SpecBody body, string contentType)
    {
        var type = Bare(contentType);
        var all = Of(body);
        return all.FirstOrDefault(media => Bare(media.ContentType).Equals(type, StringComparison.OrdinalIgnoreCase))
            ?? (JsonMediaTypes.IsJson(contentType) ? all.FirstOrDefault(media => JsonMediaTypes.IsJson(media.ContentType)) : null)
            ?? all.FirstOrDefault(media => IsAround(Bare(media.ContentType), type) && !IsAny(media))
            ?? (JsonMediaTypes.IsJson(contentType) ? all.FirstOrDefault(media => JsonMediaTypes.IsOpen(media.ContentType)) : null)
            ?? all.FirstOrDefault(IsAny);
    }

    /// <summary>A media type without its parameters.</summary>
    public static string Bare(string contentType) => contentType.Split(';', 2)[0].Trim();

    private static bool IsAny(SpecMedia media) => Bare(media.ContentType) == "*/*";

    private static bool IsAround(string range, string type) =>
        range.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(range[..^1], StringComparison.OrdinalIgnoreCase);
}
