using Orchestra.Contracts.Specs;

namespace Orchestra.Generation;

/// <summary>The endpoints of one service of the SUT.</summary>
/// <param name="ServiceName">The service's name in environments: of its URL, or of the profile that leads to its broker or database.</param>
/// <param name="Endpoints">Its endpoints.</param>
/// <param name="ProtocolId">How it is spoken with: <c>http</c>, <c>grpc</c>, <c>kafka</c>, <c>queue</c> or <c>db</c>.</param>
public sealed record ServiceSpec(string ServiceName, IReadOnlyList<SpecEndpoint> Endpoints, string ProtocolId = "http");
