using Orchestra.Contracts.Specs;

namespace Orchestra.Generation;

/// <summary>The endpoints of one service of the SUT.</summary>
/// <param name="ServiceName">The service's name in environments.</param>
/// <param name="Endpoints">Its endpoints.</param>
public sealed record ServiceSpec(string ServiceName, IReadOnlyList<SpecEndpoint> Endpoints);
