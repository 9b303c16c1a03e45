namespace Grpc.Core;

/// <summary>Base of generated clients, knowing their own type.</summary>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>For mocks: a client that cannot call.</summary>
    protected ClientBase() { }

    /// <summary>As another client.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration) { }

    /// <summary>Over a channel.</summary>
    public ClientBase(ChannelBase channel)
        : base(channel) { }

    /// <summary>Over an invoker.</summary>
    public ClientBase(CallInvoker callInvoker)
        : base(callInvoker) { }

    /// <summary>A client of the same type.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
