using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;

namespace Orchestra.Generation.Steps;

/// <summary>A step while its scenario is walked: flows may still add rules to it.</summary>
internal sealed class StepDraft
{
    public required string Alias { get; init; }

    public required GraphNode Node { get; init; }

    /// <summary>What people call it; the node's name where it says nothing else.</summary>
    public string? Name { get; init; }

    /// <summary>How it is carried out, where its channel asks for more than an endpoint.</summary>
    public StepMeta Meta { get; init; } = new();

    /// <summary>The endpoint; null for a barrier.</summary>
    public TaskBinding? Binding { get; init; }

    /// <summary>What is sent; solved conditions may still change it.</summary>
    public StepInput Input { get; set; } = new();

    /// <summary>Which values of the input earlier steps give.</summary>
    public IReadOnlyList<StepWiring> Wiring { get; init; } = [];

    /// <summary>What a barrier waits for; null for other steps.</summary>
    public IReadOnlyList<string>? TrackedSteps { get; init; }

    public List<BusinessRule> Rules { get; } = [];

    public List<string> Evidence { get; } = [];
}
