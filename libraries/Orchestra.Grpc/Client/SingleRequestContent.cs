using System.Net;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Client;

/// <summary>
/// A request of one message. Its buffer is not given back: the handler may send it again over another connection when the first one
/// refuses it, and nothing tells when the last byte has left.
/// </summary>
internal sealed class SingleRequestContent(FrameWriter frame) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(frame.Frame, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = frame.Frame.Length;
        return true;
    }
}
