namespace Orchestra.Contracts.Runs;

/// <summary>An environment as it was when the run was planned.</summary>
public sealed record PlanEnvironment
{
    /// <summary>The environment's name.</summary>
    public required string Name { get; init; }

    /// <summary>Service name to base URL.</summary>
    public IReadOnlyDictionary<string, string> ServiceUrls { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables (<c>vars</c>).</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Address ranges (CIDR) that this run may reach, inside the tenant's ceiling.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Names of headers and body fields that are masked, besides the built-in ones.</summary>
    public IReadOnlyList<string> Mask { get; init; } = [];
}
