namespace Orchestra.Generation.Inputs;

/// <summary>A path with parameters, such as <c>/applications/{id}/score</c>.</summary>
/// <param name="Segments">Its segments.</param>
internal sealed record PathTemplate(IReadOnlyList<string> Segments)
{
    public static PathTemplate Of(string path) => new(path.Split('/', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Names of the parameters in order.</summary>
    public IEnumerable<string> Parameters => Segments.SelectMany(ParametersOf);

    /// <summary>The last fixed segment, which names the resource; null without one.</summary>
    public string? LastFixed => Segments.LastOrDefault(IsFixed);

    /// <summary>The last fixed segment before a parameter; null without one.</summary>
    public string? SegmentBefore(string parameter)
    {
        string? before = null;
        foreach (var segment in Segments)
        {
            if (ParametersOf(segment).Contains(parameter, StringComparer.Ordinal))
            {
                return before;
            }

            before = IsFixed(segment) ? segment : before;
        }

        return before;
    }

    private static bool IsFixed(string segment) => !segment.Contains('{', StringComparison.Ordinal);

    private static IEnumerable<string> ParametersOf(string segment)
    {
        for (var open = segment.IndexOf('{', StringComparison.Ordinal); open >= 0; open = segment.IndexOf('{', open + 1))
        {
            var close = segment.IndexOf('}', open);
            if (close > open + 1)
            {
                yield return segment[(open + 1)..close];
            }
        }
    }
}
