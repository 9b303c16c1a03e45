namespace Orchestra.Modeling.Paths;

/// <summary>What an arc of the flat graph stands for.</summary>
internal enum ArcKind
{
    /// <summary>A sequence flow.</summary>
    Flow,

    /// <summary>From the source, or from the way into a sub-process, to a start.</summary>
    Entry,

    /// <summary>From an end to the sink, or to the way out of its sub-process.</summary>
    End,

    /// <summary>From an activity to what follows when no event interferes.</summary>
    Normal,

    /// <summary>From an activity or a scope to an event that happens meanwhile.</summary>
    Trigger,

    /// <summary>From an event that throws to the one that catches it, out of everything between them.</summary>
    Throw,
}
