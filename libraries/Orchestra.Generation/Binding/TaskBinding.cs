using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Binding;

/// <summary>The endpoint of a node.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Binding">How it was found.</param>
internal sealed record TaskBinding(BoundEndpoint Endpoint, StepBinding Binding);
