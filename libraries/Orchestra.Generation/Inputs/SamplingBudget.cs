using Orchestra.Contracts.Processes;

namespace Orchestra.Generation.Inputs;

/// <summary>What sampling one endpoint may cost, counted and not timed, and the warnings about what was cut.</summary>
internal sealed class SamplingBudget(string endpointName, Action<ImportWarning> warn)
{
    /// <summary>Values in one endpoint's input.</summary>
    public const int MaxNodes = 2_000;

    /// <summary>Levels of values inside each other.</summary>
    public const int MaxDepth = 12;

    /// <summary>Characters of one text.</summary>
    public const int MaxText = 10_000;

    /// <summary>Items of one array.</summary>
    public const int MaxItems = 20;

    /// <summary>Schemas that hold for one value at the same time.</summary>
    public const int MaxParts = 64;

    /// <summary>Members or entries of one schema that are looked at.</summary>
    public const int MaxMembers = 1_000;

    private const int MaxAllText = 262_144;
    private const long MaxWork = 20_000_000;

    private int _nodes = MaxNodes;
    private int _text = MaxAllText;
    private long _work = MaxWork;

    /// <summary>Whether sampling must come to an end.</summary>
    public bool IsSpent => _nodes <= 0 || _work <= 0;

    /// <summary>Takes one value; false when there are too many.</summary>
    public bool TakeNode()
    {
        if (IsSpent)
        {
            Capped(string.Empty, $"its input is larger than {MaxNodes} values");
            return false;
        }

        _nodes--;
        return true;
    }

    /// <summary>Counts work that grows with the schema's size.</summary>
    public void Work(int amount) => _work -= amount;

    /// <summary>Takes room for a text and says how many characters it may have.</summary>
    public int TakeText(int wanted, string place)
    {
        var limit = Math.Min(MaxText, Math.Max(16, _text));
        if (wanted > limit)
        {
            Capped(place, $"a text of {wanted} characters is cut to {limit}");
            wanted = limit;
        }

        _text -= wanted;
        return wanted;
    }

    public void Capped(string place, string what) => Warn(WarningCodes.InputCapped, place, what);

    /// <summary>Adds a warning about this endpoint's input.</summary>
    public void Warn(string code, string place, string what) =>
        warn(new ImportWarning(code, place.Length == 0 ? $"{endpointName}: {what}" : $"{endpointName} at {place}: {what}"));
}
