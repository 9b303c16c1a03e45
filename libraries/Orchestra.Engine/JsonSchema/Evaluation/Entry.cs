namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>What came of entering a schema.</summary>
internal enum Entry
{
    /// <summary>Go on, and leave it afterwards.</summary>
    Entered,

    /// <summary>The schema is being evaluated on this very instance already: its answer is on the way.</summary>
    Reentered,

    /// <summary>A bound is reached: the validation has ended.</summary>
    Refused,
}
