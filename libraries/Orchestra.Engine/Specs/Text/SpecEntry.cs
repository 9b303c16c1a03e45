namespace Orchestra.Engine.Specs.Text;

/// <summary>One value of a <see cref="SpecTree"/>. Values lie in document order, so a value's subtree is the range from itself to <see cref="End"/>.</summary>
internal struct SpecEntry
{
    /// <summary>First byte of the value in the JSON text; of a string, its quote.</summary>
    public int Start;

    /// <summary>Bytes of the value.</summary>
    public int Length;

    /// <summary>First byte of the member's name, after its quote; -1 for items and the root.</summary>
    public int NameStart;

    /// <summary>Bytes of the name.</summary>
    public int NameLength;

    /// <summary>Index of the object or array that holds it; -1 for the root.</summary>
    public int Parent;

    /// <summary>Index behind the last value of its subtree: that of its next sibling, if there is one.</summary>
    public int End;

    /// <summary>What it is.</summary>
    public SpecKind Kind;

    /// <summary>Whether the string holds escapes.</summary>
    public bool IsEscaped;

    /// <summary>Whether the name holds escapes.</summary>
    public bool IsNameEscaped;
}
