namespace Orchestra.Contracts.Reports;

/// <summary>How a planned decision went.</summary>
public enum DecisionVerdict
{
    /// <summary>The evidence of every chosen flow held.</summary>
    AsPlanned,

    /// <summary>The evidence of a chosen flow did not hold: the SUT decided otherwise.</summary>
    Otherwise,

    /// <summary>A chosen flow has no evidence, or its step did not come to its rules.</summary>
    Unobserved,
}
