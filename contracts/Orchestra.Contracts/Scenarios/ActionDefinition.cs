namespace Orchestra.Contracts.Scenarios;

/// <summary>What a step sends and how.</summary>
public sealed record ActionDefinition
{
    /// <summary>Whether the step waits for its answer.</summary>
    public ActionMode Mode { get; init; } = ActionMode.Sync;

    /// <summary>What is sent.</summary>
    public StepInput InputTemplate { get; init; } = new();

    /// <summary>How it is carried out.</summary>
    public StepMeta Meta { get; init; } = new();
}
