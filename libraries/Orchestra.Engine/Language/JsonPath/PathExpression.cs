namespace Orchestra.Engine.Language.JsonPath;

/// <summary>A parsed path.</summary>
/// <param name="Origin">Where it starts.</param>
/// <param name="Root">The root's name where <paramref name="Origin" /> is <see cref="PathOrigin.Root" />, else empty.</param>
/// <param name="Secret">The secret's name under the root <c>secrets</c>, which takes no further segments.</param>
/// <param name="Segments">The steps down from the start.</param>
/// <param name="Text">The path as written.</param>
/// <param name="OriginLength">How many characters of <paramref name="Text" /> the start takes.</param>
/// <param name="Column">Where it stands in the text around it, from 1.</param>
internal sealed record PathExpression(
    PathOrigin Origin,
    string Root,
    string? Secret,
    IReadOnlyList<Segment> Segments,
    string Text,
    int OriginLength,
    int Column
)
{
    /// <summary>Whether it can select at most one value, by its form alone.</summary>
    public bool IsSingular => Segments.All(segment => segment.IsSingular);

    /// <summary>The path up to a number of segments, as written.</summary>
    public string PrefixText(int segments) => Text[..(segments == 0 ? OriginLength : Segments[segments - 1].EndInText)];
}
