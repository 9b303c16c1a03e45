using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Specs;

/// <summary>A body that was read.</summary>
/// <param name="Body">The body.</param>
/// <param name="Schema">Index of its schema; null for none.</param>
internal sealed record ReadBody(SpecBody Body, int? Schema)
{
    /// <summary>Indexes of the schemas of all its media types.</summary>
    public IReadOnlyList<int> Schemas { get; init; } = Schema is { } index ? [index] : [];
}
