using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Artifacts;

/// <summary>An artifact to be written.</summary>
/// <param name="Part">The part of the payload.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Content">All of it.</param>
public sealed record ArtifactContent(ArtifactPart Part, string ContentType, ReadOnlyMemory<byte> Content);
