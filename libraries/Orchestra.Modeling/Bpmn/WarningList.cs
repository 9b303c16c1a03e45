using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Gathers the warnings of a source in the order of its lines.</summary>
internal sealed class WarningList
{
    private readonly List<ImportWarning> _warnings = [];
    private int _leftOff;

    /// <summary>Adds a warning at an element.</summary>
    public void Add(string code, string message, string? elementId, int? line)
    {
        if (_warnings.Count < BpmnLimits.Listed)
        {
            _warnings.Add(new ImportWarning(code, message, elementId, line));
        }
        else
        {
            _leftOff++;
        }
    }

    /// <summary>All warnings by line; where there are too many, the last says how many were left off.</summary>
    public IReadOnlyList<ImportWarning> ToList()
    {
        var sorted = _warnings.OrderBy(warning => warning.Line ?? 0).ToList();
        if (_leftOff > 0)
        {
            sorted.Add(new ImportWarning(WarningCodes.More, $"and {_leftOff} more warnings of this source"));
        }

        return sorted;
    }
}
