namespace Grpc.Core;

/// <summary>What a call inherits from the call it is made in; nothing makes one here.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken() { }
}
