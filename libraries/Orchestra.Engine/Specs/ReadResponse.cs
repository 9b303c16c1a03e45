using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Specs;

/// <summary>A response that was read.</summary>
/// <param name="Response">The response.</param>
/// <param name="Schemas">Indexes of the schemas of its body and headers.</param>
internal sealed record ReadResponse(SpecResponse Response, IReadOnlyList<int> Schemas);
