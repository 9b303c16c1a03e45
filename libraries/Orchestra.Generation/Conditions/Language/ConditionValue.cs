namespace Orchestra.Generation.Conditions.Language;

/// <summary>A value of a condition. Numbers are decimals: 0.1 + 0.2 is 0.3.</summary>
internal abstract record ConditionValue
{
    /// <summary>No value, said explicitly; a variable that is not there has none at all.</summary>
    public sealed record Null : ConditionValue;

    public sealed record Boolean(bool Value) : ConditionValue;

    public sealed record Number(decimal Value) : ConditionValue;

    public sealed record Text(string Value) : ConditionValue;

    /// <summary>A day.</summary>
    public sealed record Date(DateOnly Value) : ConditionValue;

    /// <summary>A date and time; without an offset it is UTC.</summary>
    public sealed record Instant(DateTimeOffset Value) : ConditionValue;

    /// <summary>A span of months or of seconds: one of the two is 0 in what can be compared.</summary>
    public sealed record Duration(int Months, decimal Seconds) : ConditionValue;

    public sealed record List(IReadOnlyList<ConditionValue> Items) : ConditionValue
    {
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Count;
    }

    /// <summary>JSON that no condition looks into: objects, and numbers beyond decimals.</summary>
    public sealed record Opaque(string Json) : ConditionValue;
}
