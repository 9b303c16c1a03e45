using Grpc.Core;

namespace Orchestra.Grpc.Client;

/// <summary>How a call ended.</summary>
internal sealed record ClientCallEnd(Status Status, Metadata Trailers);
