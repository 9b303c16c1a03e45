using Orchestra.Contracts.Processes;

namespace Orchestra.Contracts.Scenarios;

/// <summary>The generator's whole answer; what <c>orchestra generate --json</c> prints.</summary>
public sealed record GeneratedSuite
{
    /// <summary>Name, criteria, seed.</summary>
    public required SuiteHead Suite { get; init; }

    /// <summary>What is covered.</summary>
    public required SuiteCoverage Coverage { get; init; }

    /// <summary>The scenarios.</summary>
    public required IReadOnlyList<TestScenario> Scenarios { get; init; }

    /// <summary>Tasks without an endpoint: they have no step.</summary>
    public IReadOnlyList<UnboundTask> Unbound { get; init; } = [];

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];
}
