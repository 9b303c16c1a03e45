namespace Orchestra.Modeling.Sequence;

/// <summary>The combined fragments.</summary>
internal enum FragmentKind
{
    /// <summary>Alternatives.</summary>
    Alt,

    /// <summary>A part that may be left out.</summary>
    Opt,

    /// <summary>A part that repeats.</summary>
    Loop,

    /// <summary>Parts side by side.</summary>
    Par,

    /// <summary>A part with what happens instead when it fails.</summary>
    Critical,

    /// <summary>A part in place of the rest of what is around it.</summary>
    Break,

    /// <summary>A frame that means nothing for the order: rect, group, box.</summary>
    Group,
}
