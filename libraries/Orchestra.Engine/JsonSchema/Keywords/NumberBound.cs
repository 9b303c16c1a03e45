namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The side on which a number is bounded, and whether the bound itself is allowed.</summary>
internal enum NumberBound
{
    Minimum,
    ExclusiveMinimum,
    Maximum,
    ExclusiveMaximum,
}
