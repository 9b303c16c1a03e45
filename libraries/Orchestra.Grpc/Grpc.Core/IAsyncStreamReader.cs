namespace Grpc.Core;

/// <summary>Messages from the other side.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that <see cref="MoveNext"/> has read.</summary>
    T Current { get; }

    /// <summary>Reads the next message; false at the end. Only one at a time.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
