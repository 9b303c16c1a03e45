using Grpc.Core;

namespace Orchestra.Grpc.Server;

/// <summary>Reads a call's requests one by one.</summary>
internal sealed class RequestStreamReader<TRequest>(ServerCall call, Marshaller<TRequest> marshaller) : IAsyncStreamReader<TRequest>
    where TRequest : class
{
    private TRequest? _current;
    private int _isReading;

    public TRequest Current => _current ?? throw new InvalidOperationException("there is no message: MoveNext has not returned true");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReading, 1) != 0)
        {
            throw new InvalidOperationException("the previous MoveNext has not ended: one at a time");
        }

        try
        {
            _current = await call.ReadAsync(marshaller, cancellationToken);
            return _current is not null;
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }
}
