namespace Orchestra.Generation.Conditions.Language;

/// <summary>How two values make a third.</summary>
internal enum ArithmeticOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}
