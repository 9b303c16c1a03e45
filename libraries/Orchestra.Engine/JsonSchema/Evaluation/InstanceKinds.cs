namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>The kinds of JSON values that a keyword says something about.</summary>
[Flags]
internal enum InstanceKinds
{
    None = 0,
    Object = 1,
    Array = 2,
    String = 4,
    Number = 8,
    Boolean = 16,
    Null = 32,
    Any = Object | Array | String | Number | Boolean | Null,
}
