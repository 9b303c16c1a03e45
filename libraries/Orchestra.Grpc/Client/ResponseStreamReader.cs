using Grpc.Core;

namespace Orchestra.Grpc.Client;

/// <summary>Reads a call's responses one by one.</summary>
internal sealed class ResponseStreamReader<TResponse>(ClientCall call, ResponseMessages<TResponse> messages) : IAsyncStreamReader<TResponse>
    where TResponse : class
{
    private TResponse? _current;
    private int _isReading;

    public TResponse Current => _current ?? throw new InvalidOperationException("there is no message: MoveNext has not returned true");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReading, 1) != 0)
        {
            throw new InvalidOperationException("the previous MoveNext has not ended: one at a time");
        }

        try
        {
            await using var registration = call.CancelBy(cancellationToken);
            _current = await messages.ReadNextAsync();
            return _current is not null;
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }
}
