namespace Grpc.Core;

/// <summary>How a call ended, and why.</summary>
/// <param name="statusCode">The code.</param>
/// <param name="detail">What the other side says of it.</param>
/// <param name="debugException">The exception behind it, on this side only.</param>
public struct Status(StatusCode statusCode, string detail, Exception? debugException)
{
    /// <summary>OK, without a word.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled, without a word.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>A status without an exception behind it.</summary>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null) { }

    /// <summary>The code.</summary>
    public StatusCode StatusCode { get; } = statusCode;

    /// <summary>What the other side says of it; may be empty.</summary>
    public string Detail { get; } = detail;

    /// <summary>The exception behind it; it never travels.</summary>
    public Exception? DebugException { get; } = debugException;

    /// <inheritdoc />
    public override string ToString() =>
        DebugException is null
            ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
            : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
