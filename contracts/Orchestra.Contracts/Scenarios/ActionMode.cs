namespace Orchestra.Contracts.Scenarios;

/// <summary>Whether a step waits for its answer.</summary>
public enum ActionMode
{
    /// <summary>The next step starts when this one has ended.</summary>
    Sync,

    /// <summary>The next step starts at once; a barrier waits for the answer.</summary>
    FireAndForget,
}
