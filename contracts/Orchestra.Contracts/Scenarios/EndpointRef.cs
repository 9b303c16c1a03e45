namespace Orchestra.Contracts.Scenarios;

/// <summary>Names an endpoint of the SUT.</summary>
/// <param name="ProtocolId"><c>http</c>, <c>grpc</c>, <c>kafka</c>, <c>queue</c> or <c>db</c>.</param>
/// <param name="ServiceName">The service's name in the environment.</param>
/// <param name="EndpointName">For example <c>POST /applications</c>.</param>
public sealed record EndpointRef(string ProtocolId, string ServiceName, string EndpointName);
