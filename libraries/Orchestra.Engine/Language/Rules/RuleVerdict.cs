namespace Orchestra.Engine.Language.Rules;

/// <summary>What a rule came to.</summary>
public enum RuleVerdict
{
    /// <summary>The rule holds.</summary>
    Holds,

    /// <summary>The rule does not hold: the system under test did something else.</summary>
    Violated,

    /// <summary>The rule cannot be judged: the rule itself is wrong.</summary>
    Faulty,
}
