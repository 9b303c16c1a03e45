using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>A value that a path selected, and where it stands.</summary>
public readonly struct JsonPathNode
{
    internal JsonPathNode(JsonNode? value, NodeLocation location)
    {
        Value = value;
        Location = location;
    }

    /// <summary>The value; null for JSON's null.</summary>
    public JsonNode? Value { get; }

    /// <summary>The normalized path of RFC 9535, such as <c>$['items'][0]['id']</c>.</summary>
    public string NormalizedPath => Location.ToString();

    internal NodeLocation Location { get; }

    internal JsonPathNode Member(string name, JsonNode? value) => new(value, Location.Member(name));

    internal JsonPathNode Element(int index, JsonNode? value) => new(value, Location.Element(index));
}
