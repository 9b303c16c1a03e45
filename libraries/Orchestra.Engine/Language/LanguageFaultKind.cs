namespace Orchestra.Engine.Language;

/// <summary>Why an expression has no value.</summary>
public enum LanguageFaultKind
{
    /// <summary>The text is not in the grammar.</summary>
    Syntax,

    /// <summary>A path selects nothing, or several values where one is needed.</summary>
    Unresolved,

    /// <summary>A function was given a value that it cannot take.</summary>
    Value,

    /// <summary>A root or a secret is not available here.</summary>
    Unavailable,

    /// <summary>A rule that cannot be judged: an unknown operator, a right side of the wrong shape.</summary>
    Rule,

    /// <summary>One of <see cref="LanguageLimits" /> was reached.</summary>
    Limit,
}
