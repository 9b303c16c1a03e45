namespace Orchestra.Invariants;

/// <summary>What is known besides the tables.</summary>
public sealed record Evidence
{
    /// <summary>Whether nothing is to be under way any more.</summary>
    public bool Idle { get; init; }

    /// <summary>Only this tenant's rows.</summary>
    /// <value>null (default): all.</value>
    public Guid? TenantId { get; init; }

    /// <summary>Runs that a client was told are accepted.</summary>
    public IReadOnlyCollection<Guid> Accepted { get; init; } = [];

    /// <summary>The whole request log of the system under test.</summary>
    /// <value>null (default): not known, and what needs it is not judged.</value>
    public IReadOnlyCollection<SutRequest>? SutLog { get; init; }
}
