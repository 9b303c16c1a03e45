using Orchestra.Contracts.Processes;
using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>The conditions of a process, read once.</summary>
internal sealed class ProcessConditions
{
    private readonly Dictionary<string, ParsedCondition> _byFlow = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<GraphEdge>> _outgoing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphNode> _nodes = new(StringComparer.Ordinal);

    /// <param name="process">The process.</param>
    /// <param name="hasSpecs">Whether it is known what steps send and answer; else every variable counts as data.</param>
    public ProcessConditions(ProcessGraph process, bool hasSpecs)
    {
        HasSpecs = hasSpecs;
        foreach (var node in process.Nodes)
        {
            _nodes.TryAdd(node.Id, node);
        }

        foreach (var edge in process.Edges)
        {
            (_outgoing.TryGetValue(edge.Source, out var flows) ? flows : _outgoing[edge.Source] = []).Add(edge);
            if (!string.IsNullOrWhiteSpace(edge.Condition))
            {
                _byFlow.TryAdd(edge.Id, ConditionParser.Parse(edge.Condition));
            }
        }

        var vocabulary = _byFlow.Values.Where(c => c.Expression is not null).SelectMany(c => c.Expression!.Variables()).Distinct();
        Matcher = new VariableMatcher([.. vocabulary]);
    }

    public bool HasSpecs { get; }

    public VariableMatcher Matcher { get; }

    /// <summary>
    /// What must hold for a flow to be taken: its condition, and not those of flows that would be taken in its stead. A gateway takes its default
    /// flow when no condition holds, an exclusive one else the first flow whose condition does.
    /// </summary>
    /// <param name="edge">The flow.</param>
    /// <param name="chosen">All flows that this visit takes; null where only this one is known.</param>
    public IReadOnlyList<FlowTerm> TermsOf(GraphEdge edge, IReadOnlyList<string>? chosen)
    {
        var source = _nodes.GetValueOrDefault(edge.Source)?.Type;
        if (source is NodeType.ParallelGateway or NodeType.EventBasedGateway)
        {
            return [];
        }

        var terms = new List<FlowTerm>();
        if (!edge.IsDefault && _byFlow.TryGetValue(edge.Id, out var own))
        {
            terms.Add(new FlowTerm(edge, own, true, false));
        }

        var before = true;
        foreach (var sibling in _outgoing.GetValueOrDefault(edge.Source) ?? [])
        {
            if (sibling.Id == edge.Id)
            {
                before = false;
                continue;
            }

            if (sibling.IsDefault || !_byFlow.TryGetValue(sibling.Id, out var other))
            {
                continue;
            }

            if (edge.IsDefault && chosen?.Contains(sibling.Id, StringComparer.Ordinal) != true)
            {
                terms.Add(new FlowTerm(sibling, other, false, false));
            }
            else if (source == NodeType.ExclusiveGateway)
            {
                terms.Add(new FlowTerm(sibling, other, false, !before));
            }
            else if (chosen?.Contains(sibling.Id, StringComparer.Ordinal) == false)
            {
                terms.Add(new FlowTerm(sibling, other, false, false));
            }
        }

        return terms;
    }
}
