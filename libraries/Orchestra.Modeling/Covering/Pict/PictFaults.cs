using Orchestra.Contracts.Errors;

namespace Orchestra.Modeling.Covering.Pict;

/// <summary>Collects faults with their places; a file that is no model at all does not list each of its lines.</summary>
internal sealed class PictFaults
{
    private readonly List<Fault> _faults = [];
    private int _dropped;

    public int Count => _faults.Count;

    /// <summary>Every fault by its place, and how many more there were.</summary>
    public IReadOnlyList<Fault> List => _dropped == 0 ? _faults : [.. _faults, new Fault(null, null, $"and {_dropped} more fault(s)")];

    /// <summary>Adds a fault; line and column count from 1.</summary>
    public void Add(int line, int column, string message)
    {
        if (_faults.Count < PictLimits.Faults)
        {
            _faults.Add(new Fault($"column {column}", line, message));
        }
        else
        {
            _dropped++;
        }
    }

    /// <summary>How a name or value is shown in a message.</summary>
    public static string Short(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
