namespace Grpc.Core;

/// <summary>Hints for writes. Messages are never compressed here and always sent at once, so none of them changes anything.</summary>
public class WriteOptions(WriteFlags flags = default)
{
    /// <summary>No hints.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>The hints.</summary>
    public WriteFlags Flags { get; } = flags;
}
