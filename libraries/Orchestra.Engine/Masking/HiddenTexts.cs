using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Masking;

/// <summary>The texts of hidden values, to be hidden where they are quoted too.</summary>
internal sealed class HiddenTexts
{
    // Shorter ones stand in too much else to be searched for.
    private const int MinSearched = 4;

    // A whole value that equals a hidden one is hidden from here: a CVV has three digits, and 0, 1 and -1 are everywhere.
    private const int MinEqual = 3;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    public bool IsEmpty => _texts.Count == 0;

    private IEnumerable<string> LongestFirst => _texts.OrderByDescending(text => text.Length).ThenBy(text => text, StringComparer.Ordinal);

    public void Add(string text)
    {
        if (text.Length > 0 && text != Masker.Mask)
        {
            _texts.Add(text);
        }
    }

    /// <summary>Adds every text and number in a value; <c>true</c> and <c>false</c> say too little and stand everywhere.</summary>
    public void AddLeaves(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    AddLeaves(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    AddLeaves(item);
                }

                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number:
                Add(value.ToString());
                break;
            default:
                break;
        }
    }

    /// <summary>Adds a value that is hidden as a whole, so that its message is cleaned of it although it is short.</summary>
    public void AddIfHidden(JsonNode? node, HiddenTexts hidden)
    {
        if (node is JsonValue value && hidden.IsWhole(value))
        {
            Add(value.ToString());
        }
    }

    /// <summary>The text without the hidden ones.</summary>
    public string Clean(string text)
    {
        foreach (var hidden in LongestFirst.Where(hidden => hidden.Length >= MinSearched))
        {
            text = text.Replace(hidden, Masker.Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The value without the hidden ones.</summary>
    public JsonNode? Clean(JsonNode? node) => IsEmpty ? node : Map(node, value => IsWhole(value) ? Masker.Mask : Clean(value.ToString()));

    /// <summary>The text without the hidden ones, the short ones too, where they stand as a word.</summary>
    public string CleanWords(string text)
    {
        foreach (var hidden in LongestFirst)
        {
            text = ReplaceWord(text, hidden);
        }

        return text;
    }

    /// <summary>As <see cref="CleanWords(string)"/>, in every text of a value.</summary>
    public JsonNode? CleanWords(JsonNode? node) => IsEmpty ? node : Map(node, value => CleanWords(value.ToString()));

    private bool IsWhole(JsonValue value) => value.ToString() is { Length: >= MinEqual } text && _texts.Contains(text);

    private static JsonNode? Map(JsonNode? node, Func<JsonValue, string> clean) =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Map(member.Value, clean)))),
            JsonArray items => new JsonArray([.. items.Select(item => Map(item, clean))]),
            JsonValue value when clean(value) is var text && text != value.ToString() => JsonValue.Create(text),
            _ => node?.DeepClone(),
        };

    private static string ReplaceWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; )
        {
            var end = at + word.Length;
            var isWord = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWord)
            {
                text = string.Concat(text.AsSpan(0, at), Masker.Mask, text.AsSpan(end));
                end = at + Masker.Mask.Length;
            }

            at = end < text.Length ? text.IndexOf(word, end, StringComparison.Ordinal) : -1;
        }

        return text;
    }
}
