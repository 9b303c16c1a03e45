namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>Which numbers the type <c>integer</c> allows.</summary>
internal enum IntegerRule
{
    /// <summary>The type is not allowed.</summary>
    None,

    /// <summary>Whole numbers, however they are written: 1.0 too.</summary>
    ByValue,

    /// <summary>Numbers written without fraction and exponent, as draft-04 has it.</summary>
    ByNotation,
}
