namespace Grpc.Core;

/// <summary>Responses of a stream; it ends when the method returns.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
