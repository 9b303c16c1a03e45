namespace Grpc.Core;

/// <summary>What one call is given besides its request.</summary>
/// <param name="headers">Sent as metadata.</param>
/// <param name="deadline">When it fails with DEADLINE_EXCEEDED, in UTC.</param>
/// <param name="cancellationToken">Cancels it.</param>
/// <param name="writeOptions">Hints for writes.</param>
/// <param name="propagationToken">What it inherits.</param>
/// <param name="credentials">Credentials of this call.</param>
public struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null,
    ContextPropagationToken? propagationToken = null,
    CallCredentials? credentials = null
)
{
    /// <summary>Sent as metadata.</summary>
    public Metadata? Headers { get; private set; } = headers;

    /// <summary>When the call fails with DEADLINE_EXCEEDED, in UTC; null is never.</summary>
    public DateTime? Deadline { get; private set; } = deadline;

    /// <summary>Cancels the call, at any time until its end.</summary>
    public CancellationToken CancellationToken { get; private set; } = cancellationToken;

    /// <summary>Hints for writes.</summary>
    public WriteOptions? WriteOptions { get; private set; } = writeOptions;

    /// <summary>What the call inherits.</summary>
    public ContextPropagationToken? PropagationToken { get; } = propagationToken;

    /// <summary>Credentials of this call.</summary>
    public CallCredentials? Credentials { get; } = credentials;

    /// <summary>The same with other metadata.</summary>
    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>The same with another deadline.</summary>
    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>The same with another token.</summary>
    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    /// <summary>The same with other hints.</summary>
    public CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };
}
