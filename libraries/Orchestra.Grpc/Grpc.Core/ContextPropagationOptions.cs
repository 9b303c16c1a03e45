namespace Grpc.Core;

/// <summary>What a <see cref="ContextPropagationToken"/> is to carry.</summary>
public class ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
{
    /// <summary>All of it.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>The deadline.</summary>
    public bool IsPropagateDeadline { get; } = propagateDeadline;

    /// <summary>Cancellation.</summary>
    public bool IsPropagateCancellation { get; } = propagateCancellation;
}
