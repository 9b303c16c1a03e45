namespace Orchestra.Engine.Language.JsonPath;

/// <summary>One step of a path: selectors applied to the children, or to all descendants, of what was selected so far.</summary>
/// <param name="IsDescendant">Whether it was written with two dots.</param>
/// <param name="Selectors">One, or several as a union.</param>
/// <param name="EndInText">Where the segment ends in the path's text.</param>
internal sealed record Segment(bool IsDescendant, IReadOnlyList<Selector> Selectors, int EndInText)
{
    public bool IsSingular => !IsDescendant && Selectors is [Selector.Name or Selector.Index];
}
