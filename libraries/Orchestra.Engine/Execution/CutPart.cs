using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Execution;

/// <summary>A part of a payload that is too large for the journal.</summary>
/// <param name="Part">Which.</param>
/// <param name="ContentType"><c>application/json</c>, or <c>text/plain</c> for a body that is no JSON.</param>
/// <param name="Content">All of it, in UTF-8.</param>
public sealed record CutPart(ArtifactPart Part, string ContentType, ReadOnlyMemory<byte> Content);
