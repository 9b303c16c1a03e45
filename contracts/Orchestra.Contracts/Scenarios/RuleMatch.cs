namespace Orchestra.Contracts.Scenarios;

/// <summary>How many of several selected values must satisfy a rule.</summary>
public enum RuleMatch
{
    /// <summary>At least one.</summary>
    Any,

    /// <summary>Every one.</summary>
    All,

    /// <summary>Not one.</summary>
    None,

    /// <summary>Exactly one.</summary>
    One,
}
