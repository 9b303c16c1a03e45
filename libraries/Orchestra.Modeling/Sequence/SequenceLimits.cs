namespace Orchestra.Modeling.Sequence;

/// <summary>What a sequence diagram may cost: the reader refuses what is larger.</summary>
internal static class SequenceLimits
{
    /// <summary>Size of a source in bytes: 10 MiB.</summary>
    public const int SourceBytes = 10 * 1024 * 1024;

    /// <summary>Lines of a source.</summary>
    public const int Lines = 500_000;

    /// <summary>Characters of one line.</summary>
    public const int LineLength = 64 * 1024;

    /// <summary>Fragments that lie within each other.</summary>
    public const int Depth = 64;

    /// <summary>Participants of one diagram.</summary>
    public const int Participants = 1_000;

    /// <summary>Messages, fragments, branches, references and notes in all.</summary>
    public const int Elements = 50_000;

    /// <summary>Faults after which reading ends.</summary>
    public const int Faults = 10_000;

    /// <summary>Characters of a name that is made from a text.</summary>
    public const int NameLength = 200;

    /// <summary>Most iterations that one path takes of a loop: the bound of <c>maxLoopIterations</c>.</summary>
    public const int LoopIterations = 10;
}
