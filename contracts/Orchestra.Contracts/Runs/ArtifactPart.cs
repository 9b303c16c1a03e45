namespace Orchestra.Contracts.Runs;

/// <summary>A part of a step's payload that may be too large for the journal.</summary>
public enum ArtifactPart
{
    /// <summary>The body of the request.</summary>
    RequestBody,

    /// <summary>The body of the response.</summary>
    ResponseBody,

    /// <summary>What a step of another channel than HTTP sent.</summary>
    Sent,

    /// <summary>Rows that came from a database.</summary>
    DbResult,

    /// <summary>A message that was published or found.</summary>
    Message,
}
