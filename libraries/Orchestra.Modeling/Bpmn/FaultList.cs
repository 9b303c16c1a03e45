using Orchestra.Contracts.Errors;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Gathers the faults of a source in the order of its lines.</summary>
internal sealed class FaultList
{
    private readonly List<Fault> _faults = [];
    private int _leftOff;

    /// <summary>Whether there is any.</summary>
    public bool Any => _faults.Count > 0;

    /// <summary>Adds a fault at an element.</summary>
    public void Add(string? elementId, int? line, string message)
    {
        if (_faults.Count < BpmnLimits.Listed)
        {
            _faults.Add(new Fault(elementId, line, message));
        }
        else
        {
            _leftOff++;
        }
    }

    /// <summary>All faults by line; where there are too many, the last says how many were left off.</summary>
    public IReadOnlyList<Fault> ToList()
    {
        var sorted = _faults.OrderBy(fault => fault.Line ?? 0).ToList();
        if (_leftOff > 0)
        {
            sorted.Add(new Fault(null, null, $"and {_leftOff} more faults of this source"));
        }

        return sorted;
    }
}
