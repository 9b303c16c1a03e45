using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Server;

/// <summary>The answer of a call: one write at a time, then the status, once.</summary>
/// <param name="http">The request.</param>
/// <param name="options">Its limits.</param>
/// <param name="cancellationToken">Cancelled when nobody waits for the answer any more.</param>
internal sealed class ServerResponse(HttpContext http, GrpcServiceOptions options, CancellationToken cancellationToken)
{
    private const int Cancel = 0x8;

    private readonly Lock _gate = new();
    private bool _isWriting;
    private bool _hasEnded;

    /// <summary>Sends a message; waits while the caller has no room for it.</summary>
    public async Task WriteAsync<T>(Marshaller<T> marshaller, T message, CancellationToken writeCancelled)
    {
        BeginWrite();
        try
        {
            using var frame = FrameWriter.Of(marshaller, message, options.MaxSendMessageSize);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(writeCancelled, cancellationToken);
            await http.Response.BodyWriter.WriteAsync(frame.Frame, either.Token);
        }
        finally
        {
            EndWrite();
        }
    }

    /// <summary>Sends the headers before the first message.</summary>
    public async Task WriteHeadersAsync(Metadata headers)
    {
        BeginWrite();
        try
        {
            if (http.Response.HasStarted)
            {
                throw new InvalidOperationException("the response's headers have been sent already");
            }

            foreach (var entry in headers)
            {
                http.Response.Headers.Append(entry.Key, MetadataHeaders.ValueOf(entry));
            }

            await http.Response.BodyWriter.FlushAsync(cancellationToken);
        }
        finally
        {
            EndWrite();
        }
    }

    /// <summary>Sends the status, if none was sent.</summary>
    public async Task EndAsync(Status status, Metadata trailers)
    {
        bool isWriting;
        lock (_gate)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
            isWriting = _isWriting;
        }

        if (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (isWriting)
        {
            // Half a message is on its way, and no status can follow it.
            http.Features.Get<IHttpResetFeature>()?.Reset(Cancel);
            return;
        }

        ServerStatus.Write(http.Response, status, trailers);
        await http.Response.CompleteAsync();
    }

    private void BeginWrite()
    {
        lock (_gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_hasEnded || _isWriting)
            {
                throw new InvalidOperationException(
                    _hasEnded ? "the call has ended: no response can follow" : "the previous write has not ended: one at a time"
                );
            }

            _isWriting = true;
        }
    }

    private void EndWrite()
    {
        lock (_gate)
        {
            _isWriting = false;
        }
    }
}
