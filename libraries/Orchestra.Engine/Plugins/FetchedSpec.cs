namespace Orchestra.Engine.Plugins;

/// <summary>A spec as a running service gave it, or why there is none.</summary>
/// <param name="Content">The text; empty where there is a failure.</param>
/// <param name="Failure">What went wrong and what to do, in words that name no address behind a host's name; null where nothing did.</param>
public sealed record FetchedSpec(ReadOnlyMemory<byte> Content, string? Failure)
{
    /// <summary>No spec came.</summary>
    public static FetchedSpec Failed(string why) => new(default, why);
}
