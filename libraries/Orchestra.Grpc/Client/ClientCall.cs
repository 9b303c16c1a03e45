using Grpc.Core;
using Grpc.Net.Client;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Client;

/// <summary>
/// One call from its start to its status. It ends exactly once: by the server's status, by a failure, by its deadline, or by its caller;
/// what comes first wins, and everything that waits on the call is told the same.
/// </summary>
internal sealed class ClientCall : IDisposable
{
    private readonly Lock _gate = new();
    private readonly GrpcChannel _channel;
    private readonly IMethod _method;
    private readonly CallOptions _options;

    // Never disposed: it has no timer, and writes that outlive the call still ask it.
    private readonly CancellationTokenSource _transport = new();
    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ClientCallEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpResponseMessage? _toDispose;
    private Deadline? _deadline;
    private CancellationTokenRegistration _onCancel;
    private CancellationTokenRegistration _onClose;

    public ClientCall(GrpcChannel channel, IMethod method, CallOptions options)
    {
        _channel = channel;
        _method = method;
        _options = options;
    }

    /// <summary>The metadata before the first response; it fails when the call ends without any.</summary>
    public Task<Metadata> ResponseHeaders => _headers.Task;

    /// <summary>Cancelled at the end: whatever is on its way is given up.</summary>
    public CancellationToken Transport => _transport.Token;

    /// <summary>The response when its headers are there; null when the call has ended by then.</summary>
    public Task<HttpResponseMessage?> Response { get; private set; } = Task.FromResult<HttpResponseMessage?>(null);

    public bool HasEnded => _end.Task.IsCompleted;

    /// <summary>Whether it has ended, and not with OK.</summary>
    public bool HasFailed => _end.Task.IsCompletedSuccessfully && EndNow("status").Status.StatusCode != StatusCode.OK;

    /// <summary>Whether somebody reads the response from the start, and sees any failure of the connection.</summary>
    public bool HasSingleResponse => _method.Type is MethodType.Unary or MethodType.ClientStreaming;

    /// <summary>Sends the request; all failures become the call's status.</summary>
    /// <exception cref="RpcException">The metadata cannot travel.</exception>
    public void Start(string? host, HttpContent content)
    {
        var request = ClientRequest.Create(_channel, _method, host, _options, content);
        _onCancel = _options.CancellationToken.UnsafeRegister(
            static state => ((ClientCall)state!).Cancel("the call was cancelled by its caller"),
            this
        );
        _onClose = _channel.Closed.UnsafeRegister(static state => ((ClientCall)state!).Cancel("the channel was disposed"), this);
        if (ClientRequest.DeadlineOf(_options) is { } deadline)
        {
            _deadline = new Deadline(deadline, _channel.Time, () => End(Late()));
        }

        if (HasEnded)
        {
            // It ended while it was being set up: End may not have seen all of it.
            Release();
            request.Dispose();
            return;
        }

        Response = SendAsync(request);
    }

    /// <summary>Cancels the call when a token is cancelled.</summary>
    public CancellationTokenRegistration CancelBy(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static state => ((ClientCall)state!).Cancel("the call was cancelled by its caller"), this);

    public Status GetStatus() => EndNow("status").Status;

    public Metadata GetTrailers() => EndNow("trailers").Trailers;

    /// <summary>What a write is told after the call's end.</summary>
    public Exception WriteFault() => HasFailed ? Fault() : new InvalidOperationException("the call has ended: no request can follow");

    /// <summary>What a write is told when it fails; the server's status says more than the connection's error, if it comes.</summary>
    public async Task<Exception> WriteFaultAsync(Exception exception)
    {
        if (HasSingleResponse)
        {
            await _end.Task;
        }

        return HasEnded ? WriteFault() : new RpcException(TransportFault.StatusOf(exception));
    }

    /// <summary>Ends the call, if it has not ended.</summary>
    public void End(Status status, Metadata? trailers = null)
    {
        lock (_gate)
        {
            if (HasEnded)
            {
                return;
            }

            _end.SetResult(new ClientCallEnd(IsLateCancel(status) ? Late() : status, trailers ?? []));
        }

        // Nobody may be waiting for it: reading the exception marks it as seen.
        if (HasFailed && _headers.TrySetException(Fault()))
        {
            _ = _headers.Task.Exception;
        }

        _headers.TrySetResult([]);
        Release();
        _transport.Cancel();
        Interlocked.Exchange(ref _toDispose, null)?.Dispose();
    }

    /// <summary>Cancels the call, if it has not ended.</summary>
    public void Dispose() => Cancel("the call was disposed before its end");

    private void Cancel(string why) => End(new Status(StatusCode.Cancelled, why));

    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request)
    {
        try
        {
            var response = await _channel.Http.SendAsync(request, Transport);
            Interlocked.Exchange(ref _toDispose, response);
            if (HasEnded)
            {
                Interlocked.Exchange(ref _toDispose, null)?.Dispose();
                return null;
            }

            ReadHead(response);
            return HasEnded ? null : response;
        }
        catch (Exception exception)
        {
            End(TransportFault.StatusOf(exception));
            return null;
        }
    }

    private void ReadHead(HttpResponseMessage response)
    {
        var headers = ClientResponse.MetadataOf(response.Headers);
        if (ClientResponse.StatusIn(response.Headers) is { } status)
        {
            _headers.TrySetResult(headers);
            End(status.StatusCode == StatusCode.OK && HasSingleResponse ? ClientResponse.WithoutMessage : status, headers);
        }
        else if (ClientResponse.FaultOf(response) is { } fault)
        {
            End(fault, headers);
        }
        else
        {
            _headers.TrySetResult(headers);
        }
    }

    /// <summary>The call's status as an exception.</summary>
    public RpcException Fault()
    {
        var end = EndNow("status");
        return new RpcException(end.Status, end.Trailers);
    }

    private ClientCallEnd EndNow(string what) =>
        _end.Task.IsCompletedSuccessfully
#pragma warning disable VSTHRD002, VSTHRD103 // It has completed.
            ? _end.Task.Result
#pragma warning restore VSTHRD002, VSTHRD103
            : throw new InvalidOperationException($"the call has no {what} before its end");

    private static Status Late() => new(StatusCode.DeadlineExceeded, "the deadline is over");

    // A server that has seen the deadline first may reset the stream instead of saying so.
    private bool IsLateCancel(Status status) =>
        status is { StatusCode: StatusCode.Cancelled, DebugException: not null }
        && ClientRequest.DeadlineOf(_options) <= _channel.Time.GetUtcNow();

    private void Release()
    {
        _deadline?.Dispose();
        // Not Dispose: it waits for a callback that runs, which may be the one that ends the call.
        _onCancel.Unregister();
        _onClose.Unregister();
    }
}
