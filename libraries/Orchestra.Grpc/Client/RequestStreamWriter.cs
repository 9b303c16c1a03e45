using Grpc.Core;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Client;

/// <summary>Writes requests into a call; each write waits until the server has room for it.</summary>
internal sealed class RequestStreamWriter<TRequest>(
    ClientCall call,
    RequestStreamContent content,
    Marshaller<TRequest> marshaller,
    int? limit
) : IClientStreamWriter<TRequest>
{
    private int _isWriting;
    private bool _isComplete;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Enter();
        try
        {
            if (call.HasEnded)
            {
                throw call.WriteFault();
            }

            // Half a message on the wire cannot be taken back: who gives up a write gives up the call.
            await using var registration = call.CancelBy(cancellationToken);
            await SendAsync(message);
        }
        finally
        {
            Volatile.Write(ref _isWriting, 0);
        }
    }

    public Task CompleteAsync()
    {
        Enter();
        _isComplete = true;
        content.Complete();
        Volatile.Write(ref _isWriting, 0);
        return Task.CompletedTask;
    }

    private async Task SendAsync(TRequest message)
    {
        try
        {
            var stream = await content.Opened.WaitAsync(call.Transport);
            var frame = FrameWriter.Of(marshaller, message, limit);
            await stream.WriteAsync(frame.Frame, call.Transport);
            await stream.FlushAsync(call.Transport);
            // Not after a failure: the connection may still hold it.
            frame.Dispose();
        }
        catch (RpcException exception)
        {
            call.End(exception.Status);
            throw call.WriteFault();
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            throw await call.WriteFaultAsync(exception);
        }
    }

    private void Enter()
    {
        if (Interlocked.CompareExchange(ref _isWriting, 1, 0) != 0)
        {
            throw new InvalidOperationException("the previous write has not ended: one at a time");
        }

        if (_isComplete)
        {
            Volatile.Write(ref _isWriting, 0);
            throw new InvalidOperationException("the requests are complete: no other can follow");
        }
    }
}
