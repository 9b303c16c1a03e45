using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Specs;

/// <summary>An operation that was read.</summary>
/// <param name="Endpoint">The endpoint, without its schema document.</param>
/// <param name="Schemas">Indexes of all its schemas.</param>
internal sealed record ReadOperation(SpecEndpoint Endpoint, IReadOnlyCollection<int> Schemas);
