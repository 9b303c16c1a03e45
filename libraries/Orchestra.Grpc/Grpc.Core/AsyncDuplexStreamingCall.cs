namespace Grpc.Core;

/// <summary>Many requests and many responses. Dispose cancels it, if it has not ended.</summary>
public sealed class AsyncDuplexStreamingCall<TRequest, TResponse>(
    IClientStreamWriter<TRequest> requestStream,
    IAsyncStreamReader<TResponse> responseStream,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction
) : IDisposable
{
    /// <summary>Where the requests go.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; } = requestStream;

    /// <summary>Where the responses come from.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; } = responseStream;

    /// <summary>The metadata before the first response.</summary>
    public Task<Metadata> ResponseHeadersAsync { get; } = responseHeadersAsync;

    /// <summary>How the call ended; it must have ended.</summary>
    public Status GetStatus() => getStatusFunc();

    /// <summary>The metadata at the end; the call must have ended.</summary>
    public Metadata GetTrailers() => getTrailersFunc();

    /// <inheritdoc />
    public void Dispose() => disposeAction();
}
