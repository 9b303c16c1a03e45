namespace Orchestra.Modeling.Sequence;

/// <summary>Texts of a diagram that are no part of the graph but say more of a node or a flow: replies, inner messages, notes.</summary>
internal sealed class SideTexts
{
    private readonly Dictionary<string, List<string>> _texts = new(StringComparer.Ordinal);

    /// <summary>Adds a text under a name.</summary>
    public void Add(string name, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (!_texts.TryGetValue(name, out var list))
        {
            _texts[name] = list = [];
        }

        list.Add(text);
    }

    /// <summary>The texts as attributes, several of a name on lines of their own.</summary>
    public Dictionary<string, string> ToAttributes() =>
        _texts.ToDictionary(pair => $"sequence:{pair.Key}", pair => string.Join('\n', pair.Value), StringComparer.Ordinal);
}
