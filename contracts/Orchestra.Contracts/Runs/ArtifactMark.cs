namespace Orchestra.Contracts.Runs;

/// <summary>Says that a part of a payload was cut in the journal, and where all of it is. What stands in the part's place is its beginning.</summary>
/// <param name="Part">The part.</param>
/// <param name="Id">The artifact; one that no step names was left behind by an executor that lost its lease or died, and counts for nothing.</param>
/// <param name="ContentType"><c>application/json</c>, or <c>text/plain</c> for a body that is no JSON.</param>
/// <param name="Bytes">Its size in UTF-8.</param>
public sealed record ArtifactMark(ArtifactPart Part, Guid Id, string ContentType, long Bytes)
{
    /// <summary>Where it is fetched, below the server's address; not stored.</summary>
    public string? Href { get; init; }
}
