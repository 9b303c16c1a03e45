using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Steps;

/// <summary>
/// Proposes an assertion for each side effect of a path that no call tells of: messages and signals thrown, data stores written, and
/// what a call that is not waited for sets off.
/// </summary>
internal sealed class SideEffects(ProcessGraph process)
{
    private readonly Dictionary<string, GraphNode> _nodes = process
        .Nodes.DistinctBy(node => node.Id, StringComparer.Ordinal)
        .ToDictionary(node => node.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, DataElement> _stores = process
        .Data.Where(data => data.Kind == DataKind.Store)
        .DistinctBy(data => data.Id, StringComparer.Ordinal)
        .ToDictionary(data => data.Id, StringComparer.Ordinal);

    /// <summary>The proposals of a path, each node's once; null for none.</summary>
    public IReadOnlyList<StepProposal>? Of(IReadOnlyList<string> path, IReadOnlyList<ScenarioStep> steps)
    {
        var proposals = new List<StepProposal>();
        var taken = steps.Select(step => step.Alias).ToHashSet(StringComparer.Ordinal);
        var called = steps.Where(step => step.NodeId is not null).ToLookup(step => step.NodeId!, StringComparer.Ordinal);
        string? after = null;
        foreach (var id in path.Distinct(StringComparer.Ordinal))
        {
            after = called[id].LastOrDefault()?.Alias ?? after;
            if (!_nodes.TryGetValue(id, out var node))
            {
                continue;
            }

            if (Thrown(node) is { } channel && !called.Contains(id))
            {
                var subject = node.TriggerRef ?? node.Name ?? node.Id;
                var kind = channel == ChannelType.Queue ? "message" : "signal";
                Add(node, channel, subject, $"the {kind} '{subject}' is thrown and no call stands for it");
            }

            if (node.PollOf is { } sent && !called.Contains(id))
            {
                var subject = _nodes.GetValueOrDefault(sent)?.Name ?? sent;
                Add(node, AsyncChannel.Of(node), subject, $"'{subject}' is not waited for and no call looks for its effect");
            }

            foreach (var store in node.Writes.Where(_stores.ContainsKey).Select(write => _stores[write]))
            {
                var subject = store.Name ?? store.Id;
                if (called[id].Any(step => step.ChannelType == ChannelType.Db && step.Name == $"{subject} seen"))
                {
                    continue;
                }

                Add(node, ChannelType.Db, subject, $"the data store '{subject}' is written");
            }
        }

        return proposals.Count > 0 ? proposals : null;

        void Add(GraphNode node, ChannelType channel, string subject, string reason)
        {
            var alias = StepAliases.Plain(node with { Name = $"{subject} seen", Alias = null });
            var free = alias;
            for (var visit = 2; !taken.Add(free); visit++)
            {
                free = $"{alias}_{visit}";
            }

            proposals.Add(new StepProposal(node.Id, free, channel, ConnectionOf(channel), subject, after, reason));
        }
    }

    // A message has one receiver, which a queue is for; a signal is for whoever listens, which a topic is for.
    private static ChannelType? Thrown(GraphNode node) =>
        (node.Type, node.Trigger) switch
        {
            (NodeType.IntermediateThrowEvent or NodeType.EndEvent, "message") => ChannelType.Queue,
            (NodeType.SendTask, _) => ChannelType.Queue,
            (NodeType.IntermediateThrowEvent or NodeType.EndEvent, "signal") => ChannelType.Kafka,
            _ => null,
        };

    private static string ConnectionOf(ChannelType channel) =>
        channel switch
        {
            ChannelType.Kafka => "kafka",
            ChannelType.Db => "db",
            _ => "queue",
        };
}
