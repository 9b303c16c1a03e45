using System.Text.Json;

namespace Orchestra.Engine.Specs.Text;

/// <summary>A value of a spec: a place in a <see cref="SpecTree"/>.</summary>
internal readonly record struct SpecNode(SpecTree Tree, int Index)
{
    /// <summary>What it is.</summary>
    public SpecKind Kind => Tree[Index].Kind;

    /// <summary>Its JSON pointer.</summary>
    public string Pointer => Tree.PointerOf(Index);

    /// <summary>Its line in the source.</summary>
    public int Line => Tree.LineOf(Index);

    /// <summary>A member's name or an item's position.</summary>
    public string Name => Tree.SegmentOf(Index);

    /// <summary>The name as bytes, escapes and all; empty for items.</summary>
    public ReadOnlySpan<byte> RawName
    {
        get
        {
            ref readonly var entry = ref Tree[Index];
            return entry.NameStart < 0 ? default : Tree.Json.Span.Slice(entry.NameStart, entry.NameLength);
        }
    }

    /// <summary>Its JSON text.</summary>
    public ReadOnlySpan<byte> RawValue => Tree.Json.Span.Slice(Tree[Index].Start, Tree[Index].Length);

    /// <summary>The text of a string; of a number or boolean what the source says, for example <c>1.10</c>.</summary>
    public string Text => Tree.TextOf(Index);

    /// <summary>Whether it is the boolean true.</summary>
    public bool IsTrue => Kind == SpecKind.Boolean && Tree[Index].Length == 4;

    /// <summary>Whether it is an extension, which the standard leaves to vendors.</summary>
    public bool IsExtension => RawName.StartsWith("x-"u8);

    /// <summary>The members or items.</summary>
    public SpecChildren Children => new(this);

    /// <summary>A member of an object; null when there is none, or this is no object.</summary>
    public SpecNode? Member(ReadOnlySpan<byte> name)
    {
        if (Kind != SpecKind.Object)
        {
            return null;
        }

        var found = Tree.Find(Index, name);
        return found < 0 ? null : new SpecNode(Tree, found);
    }

    /// <summary>How many members or items it has.</summary>
    public int CountChildren()
    {
        var count = 0;
        foreach (var _ in Children)
        {
            count++;
        }

        return count;
    }

    /// <summary>A copy for the world outside.</summary>
    public JsonElement ToElement() => JsonElement.Parse(RawValue, new JsonDocumentOptions { MaxDepth = SpecLimits.MaxDepth + 1 });
}
