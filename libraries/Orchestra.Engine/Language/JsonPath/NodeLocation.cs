using System.Globalization;
using System.Text;

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>Where a selected value stands: a chain up to the root, written out only when somebody asks.</summary>
internal sealed class NodeLocation(NodeLocation? parent, string? name, int index)
{
    public static NodeLocation Root { get; } = new(null, null, -1);

    public NodeLocation Member(string member) => new(this, member, -1);

    public NodeLocation Element(int element) => new(this, null, element);

    /// <summary>The normalized path of RFC 9535, section 2.7.</summary>
    public override string ToString()
    {
        var chain = new Stack<NodeLocation>();
        for (var location = this; location.Parent is not null; location = location.Parent)
        {
            chain.Push(location);
        }

        var text = new StringBuilder("$");
        foreach (var location in chain)
        {
            location.AppendTo(text);
        }

        return text.ToString();
    }

    private NodeLocation? Parent { get; } = parent;

    private void AppendTo(StringBuilder text)
    {
        if (name is null)
        {
            text.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
            return;
        }

        text.Append("['");
        foreach (var c in name)
        {
            text.Append(
                c switch
                {
                    '\b' => "\\b",
                    '\t' => "\\t",
                    '\n' => "\\n",
                    '\f' => "\\f",
                    '\r' => "\\r",
                    '\'' => "\\'",
                    '\\' => "\\\\",
                    < ' ' => $"\\u{(int)c:x4}",
                    _ => c.ToString(),
                }
            );
        }

        text.Append("']");
    }
}
