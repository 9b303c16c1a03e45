namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Kinds of values that a variable may take.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,
    Boolean = 1,
    Number = 2,
    Text = 4,
    Date = 8,
    Instant = 16,
    List = 32,
}
