using Orchestra.Contracts.Processes;

namespace Orchestra.Generation.Binding;

/// <summary>
/// The pools at the other end of a process's messages, as services: what is sent to a pool is looked for first among the endpoints of the
/// service that is called as it is, and what comes from one is asked of that service.
/// </summary>
internal sealed class MessagePartners
{
    private static readonly HashSet<string> _commonWords = new(
        [.. new[] { "service", "api", "system", "the", "application", "app", "server" }.Select(Words.Stem)],
        StringComparer.Ordinal
    );

    private readonly ControlFlowGraph _graph;
    private readonly HashSet<string> _walked;
    private readonly Dictionary<string, string> _partners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _participantOfNode = new(StringComparer.Ordinal);

    public MessagePartners(ControlFlowGraph graph, ProcessGraph process)
    {
        _graph = graph;
        _walked = process.Nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var other in graph.Processes.Where(other => other.Participant is not null))
        {
            foreach (var node in other.Nodes)
            {
                _participantOfNode.TryAdd(node.Id, other.Participant!);
            }
        }

        foreach (var flow in graph.MessageFlows)
        {
            Note(flow.Source, flow.Target);
            Note(flow.Target, flow.Source);
        }
    }

    /// <summary>The endpoints of the partner's service that are good enough, the best first; none where the node has no partner with a service.</summary>
    public IReadOnlyList<(BoundEndpoint Endpoint, double Score)> Candidates(
        GraphNode node,
        IReadOnlyList<(BoundEndpoint Endpoint, double Score)> ranked,
        double threshold
    )
    {
        if (!_partners.TryGetValue(node.Id, out var partner))
        {
            return [];
        }

        // What waits for a message looks whether the sender did its part: looking must change nothing.
        var waits = BindableNodes.Waits(node);
        return
        [
            .. ranked.Where(pair =>
                pair.Score >= threshold && IsServiceOf(pair.Endpoint.ServiceName, partner) && (!waits || pair.Endpoint.OnlyLooks)
            ),
        ];
    }

    /// <summary>Warns of the messages that no step stands for.</summary>
    public void WarnOfUnrepresented(ProcessGraph process, IReadOnlyDictionary<string, TaskBinding> bindings, Action<ImportWarning> warn)
    {
        var starts = process
            .Nodes.Where(node => node.Type == NodeType.StartEvent)
            .Select(node => node.Id)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var flow in _graph.MessageFlows)
        {
            // A scenario stands for the message that starts its process.
            if (bindings.ContainsKey(flow.Source) || bindings.ContainsKey(flow.Target) || starts.Contains(flow.Target))
            {
                continue;
            }

            var why =
                _walked.Contains(flow.Source) || _walked.Contains(flow.Target)
                    ? "the node at its end has no endpoint"
                    : "neither of its ends is in the process that the scenarios walk";
            warn(new ImportWarning(Modeling.WarningCodes.NotCovered, $"no step stands for this message: {why}", flow.Id, flow.Line));
        }
    }

    private void Note(string own, string other)
    {
        if (_walked.Contains(own) && !_walked.Contains(other) && NameOf(other) is { } name)
        {
            _partners.TryAdd(own, name);
        }
    }

    private string? NameOf(string end) =>
        _participantOfNode.GetValueOrDefault(end)
        ?? _graph.Participants.FirstOrDefault(pool => pool.Id == end || pool.ProcessId == end)?.Name;

    private static bool IsServiceOf(string service, string partner)
    {
        var own = TellingWords(service);
        var other = TellingWords(partner);
        return own.Count > 0 && other.Count > 0 && (own.IsSubsetOf(other) || other.IsSubsetOf(own));
    }

    private static HashSet<string> TellingWords(string name) =>
        Words.Stems(name).Where(stem => !_commonWords.Contains(stem)).ToHashSet(StringComparer.Ordinal);
}
