using System.Collections.Frozen;
using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Names of BPMN 2.0 XML.</summary>
internal static class BpmnNames
{
    /// <summary>Namespace of the BPMN 2.0 model.</summary>
    public const string Model = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    /// <summary>Namespace of Orchestra's own attributes and elements.</summary>
    public const string Orchestra = "urn:orchestra:bpmn:1";

    /// <summary>Namespace of Camunda 8, whose call activities name the process in an element.</summary>
    public const string Zeebe = "http://camunda.org/schema/zeebe/1.0";

    /// <summary>Namespace of XML Schema instances: types and schema locations, of no use to a graph.</summary>
    public const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Flow nodes by element name.</summary>
    public static FrozenDictionary<string, NodeType> Nodes { get; } =
        new Dictionary<string, NodeType>(StringComparer.Ordinal)
        {
            ["startEvent"] = NodeType.StartEvent,
            ["endEvent"] = NodeType.EndEvent,
            ["intermediateCatchEvent"] = NodeType.IntermediateCatchEvent,
            ["intermediateThrowEvent"] = NodeType.IntermediateThrowEvent,
            ["boundaryEvent"] = NodeType.BoundaryEvent,
            ["task"] = NodeType.Task,
            ["userTask"] = NodeType.UserTask,
            ["serviceTask"] = NodeType.ServiceTask,
            ["sendTask"] = NodeType.SendTask,
            ["receiveTask"] = NodeType.ReceiveTask,
            ["manualTask"] = NodeType.ManualTask,
            ["scriptTask"] = NodeType.ScriptTask,
            ["businessRuleTask"] = NodeType.BusinessRuleTask,
            ["callActivity"] = NodeType.CallActivity,
            ["subProcess"] = NodeType.SubProcess,
            ["transaction"] = NodeType.Transaction,
            ["adHocSubProcess"] = NodeType.AdHocSubProcess,
            ["exclusiveGateway"] = NodeType.ExclusiveGateway,
            ["inclusiveGateway"] = NodeType.InclusiveGateway,
            ["parallelGateway"] = NodeType.ParallelGateway,
            ["eventBasedGateway"] = NodeType.EventBasedGateway,
            ["complexGateway"] = NodeType.ComplexGateway,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Triggers by the name of the event definition.</summary>
    public static FrozenDictionary<string, string> Triggers { get; } =
        new[]
        {
            "message",
            "timer",
            "error",
            "escalation",
            "cancel",
            "compensate",
            "conditional",
            "link",
            "signal",
            "terminate",
        }.ToFrozenDictionary(trigger => trigger + "EventDefinition", StringComparer.Ordinal);

    /// <summary>What events name: the element and the attribute with its code.</summary>
    public static FrozenDictionary<string, string> EventCodes { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["error"] = "errorCode",
            ["escalation"] = "escalationCode",
            ["message"] = "name",
            ["signal"] = "name",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Attributes of event definitions that name something.</summary>
    public static IReadOnlyList<string> TriggerRefs { get; } = ["errorRef", "escalationRef", "messageRef", "signalRef", "activityRef"];

    /// <summary>What other diagrams of the standard hold, and flow nodes that a process graph does not.</summary>
    public static FrozenSet<string> Unsupported { get; } =
        new[]
        {
            "choreographyTask",
            "subChoreography",
            "callChoreography",
            "choreography",
            "globalChoreographyTask",
            "conversation",
            "subConversation",
            "callConversation",
            "globalConversation",
            "implicitThrowEvent",
            "event",
        }.ToFrozenSet(StringComparer.Ordinal);
}
