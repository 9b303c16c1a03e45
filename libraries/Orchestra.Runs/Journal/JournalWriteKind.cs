namespace Orchestra.Runs.Journal;

/// <summary>What a write to the journal does.</summary>
internal enum JournalWriteKind
{
    /// <summary>A step goes out.</summary>
    Start,

    /// <summary>A step ended.</summary>
    Complete,

    /// <summary>The run ended.</summary>
    Finish,
}
