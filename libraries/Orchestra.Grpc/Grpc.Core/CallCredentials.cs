namespace Grpc.Core;

/// <summary>Credentials of one call; nothing makes them here: a token goes into the call's metadata.</summary>
public abstract class CallCredentials
{
    internal CallCredentials() { }
}
