namespace Grpc.Core;

/// <summary>Messages to the other side.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Hints for the writes that follow.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Sends a message; ends when the other side has room for it. Only one at a time.</summary>
    Task WriteAsync(T message);

    /// <summary>The same, broken off by a token.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            throw new NotSupportedException("this writer does not support cancellation");
        }

        return WriteAsync(message);
    }
}
