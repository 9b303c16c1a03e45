using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Server;

/// <summary>
/// One call from its request to its status. The status is sent once: when the method has returned or thrown, or at the deadline, whether or
/// not the method heeds its token.
/// </summary>
#pragma warning disable CA1001 // Its token source is not disposed: the deadline's callback may come late, and it holds nothing.
internal sealed partial class ServerCall : ServerCallContext
#pragma warning restore CA1001
{
    private const int NoError = 0x0;

    private static readonly Status Expired = new(StatusCode.DeadlineExceeded, "the deadline is over");

    private readonly GrpcServiceOptions _options;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _expired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Metadata> _requestHeaders;
    private readonly ServerResponse _response;
    private FrameReader? _reader;
    private DateTimeOffset _deadline = DateTimeOffset.MaxValue;

    public ServerCall(HttpContext http, string method, GrpcServiceOptions options)
    {
        Http = http;
        MethodCore = method;
        _options = options;
        _response = new ServerResponse(http, options, _cancellation.Token);
        _requestHeaders = new Lazy<Metadata>(() => ServerRequest.MetadataOf(http.Request));
    }

    public HttpContext Http { get; }

    protected override string MethodCore { get; }

    protected override string HostCore => Http.Request.Host.Value ?? "";

    protected override string PeerCore => ServerRequest.PeerOf(Http.Connection);

    protected override DateTime DeadlineCore => _deadline == DateTimeOffset.MaxValue ? DateTime.MaxValue : _deadline.UtcDateTime;

    protected override Metadata RequestHeadersCore => _requestHeaders.Value;

    protected override CancellationToken CancellationTokenCore => _cancellation.Token;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;

    protected override WriteOptions? WriteOptionsCore { get; set; }

    // Certificates and tokens are ASP.NET Core's: see HttpContext.User.
    protected override AuthContext AuthContextCore { get; } = new(null, []);

    /// <summary>Lets a method do the call, and ends it.</summary>
    public async Task RunAsync(Func<ServerCall, Task> handle)
    {
        ServerRequest.LiftBodyLimits(Http);
        Http.Response.ContentType = WireNames.ContentType;
        Http.Response.Headers[WireNames.AcceptEncoding] = WireNames.AcceptedEncodings;
        var time = Http.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;
        if (!TryReadDeadline(time))
        {
            var what = $"'{Http.Request.Headers[WireNames.Timeout]}' is no {WireNames.Timeout}";
            await _response.EndAsync(new Status(StatusCode.Internal, what), ResponseTrailers);
            return;
        }

        await using var aborted = Http.RequestAborted.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).Cancel(),
            _cancellation
        );
        using var deadline = _deadline == DateTimeOffset.MaxValue ? null : new Deadline(_deadline, time, Expire);
        var work = GuardAsync(handle);
        if (await Task.WhenAny(work, _expired.Task) != work)
        {
            await _response.EndAsync(Expired, ResponseTrailers);
            // The caller need not send the rest of its requests.
            Http.Features.Get<IHttpResetFeature>()?.Reset(NoError);
        }

        // The request lives as long as its method does.
        await work;
        await _response.EndAsync(_expired.Task.IsCompleted ? Expired : Status, ResponseTrailers);
    }

    /// <summary>The only request.</summary>
    public async Task<T> ReadSingleAsync<T>(Marshaller<T> marshaller)
        where T : class
    {
        var message =
            await ReadAsync(marshaller, CancellationToken)
            ?? throw new RpcException(new Status(StatusCode.Internal, "the request holds no message"));
        return await ReadAsync(marshaller, CancellationToken) is null
            ? message
            : throw new RpcException(new Status(StatusCode.Internal, "the request holds several messages where one is expected"));
    }

    /// <summary>The next request; null after the last.</summary>
    public async Task<T?> ReadAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        CancellationToken.ThrowIfCancellationRequested();
        _reader ??= new FrameReader(
            Http.Request.BodyReader,
            Http.Request.Headers[WireNames.Encoding].FirstOrDefault(),
            _options.MaxReceiveMessageSize
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancellationToken);
        try
        {
            return await _reader.ReadAsync(marshaller, either.Token);
        }
        catch (IOException exception) when (Http.RequestAborted.IsCancellationRequested)
        {
            throw new OperationCanceledException("the caller has cancelled", exception, CancellationToken);
        }
    }

    /// <summary>Sends the only response, if the status is OK.</summary>
    public Task WriteSingleAsync<T>(Marshaller<T> marshaller, T? message)
        where T : class
    {
        if (Status.StatusCode != StatusCode.OK)
        {
            return Task.CompletedTask;
        }

        return message is not null
            ? WriteAsync(marshaller, message, CancellationToken)
            : throw new RpcException(new Status(StatusCode.Internal, "the method returned no response"));
    }

    /// <summary>Sends a response; waits while the caller has no room for it.</summary>
    public Task WriteAsync<T>(Marshaller<T> marshaller, T message, CancellationToken cancellationToken) =>
        _response.WriteAsync(marshaller, message, cancellationToken);

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        return _response.WriteHeadersAsync(responseHeaders);
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("calls made in a call are given its Deadline and CancellationToken by hand");

    private bool TryReadDeadline(TimeProvider time)
    {
        if (!Http.Request.Headers.TryGetValue(WireNames.Timeout, out var value))
        {
            return true;
        }

        if (!TimeoutHeader.TryParse(value.ToString(), out var timeout))
        {
            return false;
        }

        var now = time.GetUtcNow();
        _deadline = timeout < DateTimeOffset.MaxValue - now ? now + timeout : DateTimeOffset.MaxValue;
        return true;
    }

    private void Expire()
    {
        _expired.TrySetResult();
        _cancellation.Cancel();
    }

    private async Task GuardAsync(Func<ServerCall, Task> handle)
    {
        try
        {
            await handle(this);
        }
        catch (RpcException exception)
        {
            Status = exception.Status;
            AddTrailers(exception.Trailers);
        }
        catch (Exception exception) when (CancellationToken.IsCancellationRequested)
        {
            Status = new Status(StatusCode.Cancelled, "the call was cancelled", exception);
        }
        catch (Exception exception)
        {
            LogMethodFailed(Http.RequestServices.GetRequiredService<ILogger<ServerCall>>(), Method, exception);
            Status = new Status(StatusCode.Unknown, ServerStatus.DetailOf(exception, _options.EnableDetailedErrors ?? false));
        }
    }

    private void AddTrailers(Metadata trailers)
    {
        if (trailers != ResponseTrailers)
        {
            foreach (var entry in trailers)
            {
                ResponseTrailers.Add(entry);
            }
        }
    }

    [LoggerMessage(EventId = 8001, Level = LogLevel.Error, Message = "The gRPC method {Method} failed")]
    private static partial void LogMethodFailed(ILogger logger, string method, Exception exception);
}
