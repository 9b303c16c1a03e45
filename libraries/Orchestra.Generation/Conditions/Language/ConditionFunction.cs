namespace Orchestra.Generation.Conditions.Language;

/// <summary>The functions that conditions may call, under whatever name their dialect gives them.</summary>
internal enum ConditionFunction
{
    /// <summary>Whether a text has a part, or a list an element.</summary>
    Contains,

    /// <summary>Whether a list has an element.</summary>
    ListContains,

    /// <summary>Whether a text starts with another.</summary>
    StartsWith,

    /// <summary>Whether a text ends with another.</summary>
    EndsWith,

    /// <summary>Characters of a text; elements, where it turns out to be a list.</summary>
    Length,

    /// <summary>Elements of a list; characters, where it turns out to be a text.</summary>
    Count,

    /// <summary>Whether a value is null or a text or list without content.</summary>
    Empty,
}
