namespace Orchestra.Engine.Language.JsonPath;

/// <summary>What a segment picks from one value.</summary>
internal abstract record Selector
{
    /// <summary>The member of that name.</summary>
    internal sealed record Name(string Value) : Selector;

    /// <summary>All members or elements.</summary>
    internal sealed record Wildcard : Selector;

    /// <summary>One element, from the end where negative.</summary>
    internal sealed record Index(long Value) : Selector;

    /// <summary>Elements from start to before end, by step.</summary>
    internal sealed record Slice(long? Start, long? End, long Step) : Selector;

    /// <summary>The members or elements for which the condition holds.</summary>
    internal sealed record Filter(FilterExpression Condition) : Selector;
}
