using Grpc.Core;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>Makes one call of any kind: on the wire they differ only in how many messages go each way.</summary>
internal static class GrpcCall
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary>Makes the call and reads its answer until the end, or until there is more of it than may be kept.</summary>
    /// <param name="invoker">The connection.</param>
    /// <param name="service">The service's full name.</param>
    /// <param name="method">The method.</param>
    /// <param name="messages">What is sent.</param>
    /// <param name="options">Metadata, deadline, and who cancels.</param>
    /// <param name="maxBytes">The most bytes that are kept, of all messages together.</param>
    public static async Task<GrpcAnswer> RunAsync(
        CallInvoker invoker,
        string service,
        string method,
        IReadOnlyList<byte[]> messages,
        CallOptions options,
        int maxBytes
    )
    {
        using var call = invoker.AsyncDuplexStreamingCall(
            new Method<byte[], byte[]>(MethodType.DuplexStreaming, service, method, Bytes, Bytes),
            null,
            options
        );
        var writing = WriteAsync(call.RequestStream, messages);
        var answer = await ReadAsync(call, maxBytes, options.CancellationToken);
        call.Dispose();
        await writing;
        return answer;
    }

    private static async Task<GrpcAnswer> ReadAsync(AsyncDuplexStreamingCall<byte[], byte[]> call, int maxBytes, CancellationToken stop)
    {
        var (messages, kept) = (new List<byte[]>(), 0L);
        try
        {
            while (await call.ResponseStream.MoveNext(stop))
            {
                kept += call.ResponseStream.Current.Length;
                if (kept > maxBytes)
                {
                    return new GrpcAnswer(new Status(StatusCode.Cancelled, "cut off"), HeadersOf(call), [], messages, IsCut: true);
                }

                messages.Add(call.ResponseStream.Current);
            }

            return new GrpcAnswer(call.GetStatus(), HeadersOf(call), call.GetTrailers(), messages, IsCut: false);
        }
        catch (RpcException e)
        {
            stop.ThrowIfCancellationRequested();
            // What the prefix of a message refuses is our limit too, and no status of the server's (here in our words and grpc-dotnet's).
            var isCut =
                e.StatusCode == StatusCode.ResourceExhausted
                && e.Trailers.Count == 0
                && (
                    e.Status.Detail.Contains("larger than the limit", StringComparison.Ordinal)
                    || e.Status.Detail.Contains("exceeds the maximum", StringComparison.Ordinal)
                );
            return new GrpcAnswer(e.Status, HeadersOf(call), e.Trailers, messages, isCut);
        }
    }

    private static Metadata HeadersOf(AsyncDuplexStreamingCall<byte[], byte[]> call) =>
#pragma warning disable VSTHRD002, VSTHRD103 // It has ended.
        call.ResponseHeadersAsync.IsCompletedSuccessfully ? call.ResponseHeadersAsync.Result : [];
#pragma warning restore VSTHRD002, VSTHRD103

    // How the call ends is what the reading side says: a server may answer without having read everything.
    private static async Task WriteAsync(IClientStreamWriter<byte[]> stream, IReadOnlyList<byte[]> messages)
    {
        try
        {
            foreach (var message in messages)
            {
                await stream.WriteAsync(message);
            }

            await stream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or OperationCanceledException or ObjectDisposedException)
        {
            // The call has ended.
        }
    }
}
