namespace Orchestra.Modeling.Covering;

/// <summary>Something that every row must satisfy.</summary>
/// <param name="scope">The factors that it reads, by index.</param>
public abstract class CoveringConstraint(IReadOnlyList<int> scope)
{
    /// <summary>The factors that it reads, by index.</summary>
    public IReadOnlyList<int> Scope { get; } = scope;

    /// <summary>
    /// Judges a row of which each factor may still take any of <paramref name="domains"/>. When every factor of the scope has one
    /// value left, the verdict must not be <see cref="CoveringVerdict.Open"/>; before, open is always a correct answer, and a
    /// sharper one makes the search shorter.
    /// </summary>
    public abstract CoveringVerdict Judge(CoveringDomains domains);
}
