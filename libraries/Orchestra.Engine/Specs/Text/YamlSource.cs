namespace Orchestra.Engine.Specs.Text;

/// <summary>What a JSON text made from YAML cannot say: the lines of its values, and how they were written.</summary>
internal sealed class YamlSource
{
    private readonly List<int> _lines = [];
    private readonly Dictionary<int, string> _texts = [];

    /// <summary>How many values were noted.</summary>
    public int Count => _lines.Count;

    /// <summary>Indexes of numbers that JSON does not know, such as <c>.inf</c>: they are strings in the JSON text.</summary>
    public List<int> NumbersBeyondJson { get; } = [];

    /// <summary>Notes the next value in document order.</summary>
    /// <param name="line">Its line; of a member the line of its name.</param>
    /// <param name="text">What is written there, where JSON says it otherwise: <c>007</c> for 7.</param>
    /// <param name="isBeyondJson">Whether it is a number that JSON does not know.</param>
    public void Add(int line, string? text = null, bool isBeyondJson = false)
    {
        if (isBeyondJson)
        {
            NumbersBeyondJson.Add(_lines.Count);
        }

        if (text is not null)
        {
            _texts[_lines.Count] = text;
        }

        _lines.Add(line);
    }

    /// <summary>Notes values again that an alias repeats.</summary>
    /// <param name="first">Index of the first value.</param>
    /// <param name="end">Index behind the last one.</param>
    /// <param name="line">The line of the alias, which is that of the first value now.</param>
    public void Repeat(int first, int end, int line)
    {
        for (var index = first; index < end; index++)
        {
            Add(index == first ? line : _lines[index], TextOf(index));
        }
    }

    /// <summary>The line of a value.</summary>
    public int LineOf(int index) => _lines[index];

    /// <summary>How a value is written, where JSON says it otherwise; null where it does not.</summary>
    public string? TextOf(int index) => _texts.GetValueOrDefault(index);
}
