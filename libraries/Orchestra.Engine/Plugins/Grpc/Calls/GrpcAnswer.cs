using Grpc.Core;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>How a call ended and what came.</summary>
/// <param name="Status">The server's status, or the transport's with its exception.</param>
/// <param name="Headers">The metadata before the first message.</param>
/// <param name="Trailers">The metadata at the end.</param>
/// <param name="Messages">The messages that came.</param>
/// <param name="IsCut">Whether there was more than may be kept: then the status says nothing.</param>
internal sealed record GrpcAnswer(Status Status, Metadata Headers, Metadata Trailers, IReadOnlyList<byte[]> Messages, bool IsCut);
