namespace Orchestra.LocalHost.Hosting;

/// <summary>One resource in the state file.</summary>
internal sealed record ResourceStatus(ResourceState State)
{
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>The processes that run.</summary>
    public IReadOnlyList<int> Pids { get; init; } = [];

    public string? ConnectionString { get; init; }

    public int? ExitCode { get; init; }
}
