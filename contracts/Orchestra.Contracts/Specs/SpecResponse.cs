namespace Orchestra.Contracts.Specs;

/// <summary>A response of an operation.</summary>
/// <param name="Description">The spec's description.</param>
/// <param name="Body">The body; null when the response has none.</param>
/// <param name="Headers">Declared headers: name to pointer of the schema.</param>
/// <param name="Links">Links to the operations that can follow; null for none.</param>
public sealed record SpecResponse(
    string? Description,
    SpecBody? Body,
    IReadOnlyDictionary<string, string?>? Headers = null,
    IReadOnlyList<SpecLink>? Links = null
)
{
    /// <summary>The same headers as parameters: which are required, and how their values are written; null for none.</summary>
    public IReadOnlyList<SpecParameter>? HeaderParameters { get; init; }
}
