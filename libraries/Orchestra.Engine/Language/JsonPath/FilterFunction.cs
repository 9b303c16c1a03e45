namespace Orchestra.Engine.Language.JsonPath;

/// <summary>The functions of RFC 9535.</summary>
internal enum FilterFunction
{
    /// <summary>Characters of a string, elements of an array, members of an object.</summary>
    Length,

    /// <summary>How many values a path selects.</summary>
    Count,

    /// <summary>Whether a whole string matches an I-Regexp.</summary>
    Match,

    /// <summary>Whether a part of a string matches an I-Regexp.</summary>
    Search,

    /// <summary>The one value that a path selects.</summary>
    Value,
}
