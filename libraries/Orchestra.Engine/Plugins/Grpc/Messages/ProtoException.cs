namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>Bytes that are no message of their type, or a descriptor set that is none. The message is for people.</summary>
internal sealed class ProtoException(string message, bool isOurLimit = false) : Exception(message)
{
    /// <summary>Whether the bytes may be right, and only our own limit was reached.</summary>
    public bool IsOurLimit => isOurLimit;
}
