using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>Which activities compensate which, and what a throwing event sets off: handlers of finished activities, the last one first.</summary>
internal sealed class Compensation
{
    private readonly Dictionary<string, GraphNode> _boundaryOf;
    private readonly Dictionary<string, string?> _parentOf;
    private readonly List<string> _finished = [];

    /// <summary>Looks a process over.</summary>
    public Compensation(ProcessGraph process)
    {
        _boundaryOf = process
            .Nodes.Where(node => node is { Trigger: "compensate", AttachedTo: not null, CompensatedBy: not null })
            .DistinctBy(node => node.AttachedTo)
            .ToDictionary(node => node.AttachedTo!, StringComparer.Ordinal);
        _parentOf =
            _boundaryOf.Count == 0
                ? []
                : process.Nodes.DistinctBy(node => node.Id).ToDictionary(node => node.Id, node => node.Parent, StringComparer.Ordinal);
    }

    /// <summary>A new walk: nothing is finished.</summary>
    public void Reset() => _finished.Clear();

    /// <summary>An activity was run.</summary>
    public void Finish(string activity)
    {
        if (_boundaryOf.ContainsKey(activity))
        {
            _finished.Add(activity);
        }
    }

    /// <summary>The ids of boundary events and handlers in the order run; what was compensated once is not again.</summary>
    public List<string> Throw(GraphNode thrower)
    {
        var run = new List<string>();
        for (var i = _finished.Count - 1; i >= 0; i--)
        {
            var boundary = _boundaryOf[_finished[i]];
            if (Concerns(thrower, _finished[i]))
            {
                run.Add(boundary.Id);
                run.Add(boundary.CompensatedBy!);
                _finished.RemoveAt(i);
            }
        }

        return run;
    }

    // A named activity, or everything within the scope of the thrower; a handler's sub-process compensates what stands around it.
    private bool Concerns(GraphNode thrower, string activity)
    {
        if (thrower.Trigger == "compensate" && thrower.TriggerRef is { } named && _parentOf.ContainsKey(named))
        {
            return named == activity || IsWithin(activity, named);
        }

        var scope = thrower.Parent;
        return scope is null || IsWithin(activity, scope) || IsWithin(activity, _parentOf.GetValueOrDefault(scope));
    }

    private bool IsWithin(string id, string? scope)
    {
        for (var parent = _parentOf.GetValueOrDefault(id); parent is not null; parent = _parentOf.GetValueOrDefault(parent))
        {
            if (parent == scope)
            {
                return true;
            }
        }

        return scope is null;
    }
}
