namespace Grpc.Core;

/// <summary>Requests of a stream.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Says that there are no more.</summary>
    Task CompleteAsync();
}
