namespace Orchestra.Contracts.Load;

/// <summary>How much load there is over time.</summary>
public sealed record LoadProfile
{
    /// <summary>What starts iterations.</summary>
    public LoadModel Model { get; init; }

    /// <summary>Users (CLOSED) or starts a second (OPEN) at the beginning.</summary>
    public decimal Start { get; init; }

    /// <summary>The stages, one after the other; the load ends with the last.</summary>
    public required IReadOnlyList<LoadStage> Stages { get; init; }

    /// <summary>OPEN: the most iterations under way at once; a start that finds none free is dropped and counted.</summary>
    public int? MaxUsers { get; init; }

    /// <summary>The most iterations altogether; the stages alone end the load when absent.</summary>
    public long? Iterations { get; init; }

    /// <summary>What is sent in this time from the start on is not measured, in milliseconds.</summary>
    public long WarmUpMs { get; init; }
}
