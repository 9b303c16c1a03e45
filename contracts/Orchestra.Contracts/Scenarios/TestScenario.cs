using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Scenarios;

/// <summary>A walk through the process, with the steps that test it.</summary>
public sealed record TestScenario
{
    /// <summary>A hash of the path: a changed process keeps the keys of unchanged paths.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it; made from the decisions along the path.</summary>
    public required string Name { get; init; }

    /// <summary>Node ids in order.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>Flow ids in order.</summary>
    public IReadOnlyList<string> Edges { get; init; } = [];

    /// <summary>Each visit of each decision, in order.</summary>
    public IReadOnlyList<DecisionVisit> Decisions { get; init; } = [];

    /// <summary>For each parallel split its branches' first flows in the order run.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Orders { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Values that steer the SUT down this path.</summary>
    public JsonObject Data { get; init; } = [];

    /// <summary>Names of data sets along the path: merged in this order when the run is planned.</summary>
    public IReadOnlyList<string> DataSets { get; init; } = [];

    /// <summary>Obligations that only this scenario covers: why it exists.</summary>
    public IReadOnlyList<Obligation> Because { get; init; } = [];

    /// <summary>The steps, by order index.</summary>
    public IReadOnlyList<ScenarioStep> Steps { get; init; } = [];

    /// <summary>Conditions that could not be turned into data.</summary>
    public IReadOnlyList<string> NeedsData { get; init; } = [];

    /// <summary>Assertions that could be added for side effects; null where there are none.</summary>
    public IReadOnlyList<StepProposal>? Proposals { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether suite runs and runs by tag take it; they do when absent.</summary>
    public bool? Active { get; init; }

    /// <summary>Scenarios of the suite that come before it; none when absent.</summary>
    public IReadOnlyList<ScenarioDependency>? DependsOn { get; init; }
}
