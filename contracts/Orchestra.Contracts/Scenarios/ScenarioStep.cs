namespace Orchestra.Contracts.Scenarios;

/// <summary>One step of a scenario.</summary>
public sealed record ScenarioStep
{
    /// <summary>Identity within the scenario: the alias, unless a person gave another.</summary>
    public required string Id { get; init; }

    /// <summary>The name under which later steps read this one's answer: letters, digits and <c>_</c>.</summary>
    public required string Alias { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Position, from 0.</summary>
    public int OrderIndex { get; init; }

    /// <summary>What it is for.</summary>
    public StepKind Kind { get; init; }

    /// <summary>The protocol that it speaks.</summary>
    public ChannelType ChannelType { get; init; }

    /// <summary>The graph node that it tests; null for steps made by hand.</summary>
    public string? NodeId { get; init; }

    /// <summary>The endpoint called; null for a BARRIER or an absolute URL.</summary>
    public EndpointRef? EndpointRef { get; init; }

    /// <summary>What is sent.</summary>
    public ActionDefinition Action { get; init; } = new();

    /// <summary>What must come back.</summary>
    public StepExpectations Expectations { get; init; } = new();

    /// <summary>How the endpoint was found; null for steps made by hand.</summary>
    public StepBinding? Binding { get; init; }

    /// <summary>Which values come from earlier steps, and why; null where none does.</summary>
    public IReadOnlyList<StepWiring>? Wiring { get; init; }
}
