using Orchestra.Contracts.Processes;

namespace Orchestra.Generation.Binding;

/// <summary>Which nodes of a process do something that an endpoint can do.</summary>
internal static class BindableNodes
{
    /// <summary>Tasks of all kinds, call activities without a body, message events that throw or wait in between, and whatever is bound explicitly.</summary>
    public static IReadOnlyList<GraphNode> Of(ProcessGraph process, IReadOnlyDictionary<string, string> overrides)
    {
        var withBody = process.Nodes.Where(n => n.Parent is not null).Select(n => n.Parent!).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. process.Nodes.Where(n =>
                n.Endpoint is not null || overrides.ContainsKey(n.Id) || IsTaskLike(n, hasBody: withBody.Contains(n.Id))
            ),
        ];
    }

    /// <summary>Whether the node waits for the SUT instead of making it act.</summary>
    public static bool Waits(GraphNode node) =>
        node.Type is NodeType.ReceiveTask or NodeType.IntermediateCatchEvent or NodeType.BoundaryEvent;

    /// <summary>Whether a name alone may bind the node to the endpoint: messages are sent and received by what BPMN has for it, tables are only looked at.</summary>
    public static bool MayMean(GraphNode node, BoundEndpoint endpoint) =>
        endpoint.Spec.Method != BoundEndpoint.Select && (!endpoint.IsMessage || IsMessageNode(node));

    /// <summary>Whether the endpoint is the one that its channel has for the node: sent by what sends, received by what waits.</summary>
    public static bool IsOfDirection(GraphNode node, BoundEndpoint endpoint) =>
        !endpoint.IsMessage || Waits(node) == (endpoint.Spec.Method == BoundEndpoint.Consume);

    private static bool IsMessageNode(GraphNode node) =>
        node.Type is NodeType.SendTask or NodeType.ReceiveTask
        || (
            node.Type is NodeType.IntermediateThrowEvent or NodeType.IntermediateCatchEvent or NodeType.BoundaryEvent or NodeType.EndEvent
            && string.Equals(node.Trigger, "message", StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsTaskLike(GraphNode node, bool hasBody) =>
        node.Type switch
        {
            NodeType.Task
            or NodeType.UserTask
            or NodeType.ServiceTask
            or NodeType.SendTask
            or NodeType.ReceiveTask
            or NodeType.ManualTask
            or NodeType.ScriptTask
            or NodeType.BusinessRuleTask => true,
            NodeType.CallActivity => !hasBody,
            NodeType.IntermediateThrowEvent or NodeType.IntermediateCatchEvent or NodeType.EndEvent => string.Equals(
                node.Trigger,
                "message",
                StringComparison.OrdinalIgnoreCase
            ),
            _ => false,
        };
}
