using Orchestra.Contracts.Specs;

namespace Orchestra.Generation.Binding;

/// <summary>An endpoint with its service and its place among all endpoints.</summary>
/// <param name="Index">Position over all services: ties are broken by it.</param>
/// <param name="ServiceName">The service.</param>
/// <param name="Spec">The endpoint.</param>
internal sealed record BoundEndpoint(int Index, string ServiceName, SpecEndpoint Spec);
