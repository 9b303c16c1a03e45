using System.Text.Json.Serialization;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Contracts.Processes;

/// <summary>A flow node.</summary>
public sealed record GraphNode
{
    /// <summary>The element id of the source.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of node.</summary>
    public required NodeType Type { get; init; }

    /// <summary>The name; null when the source has none.</summary>
    public string? Name { get; init; }

    /// <summary>The sub-process that holds the node; null at the top.</summary>
    public string? Parent { get; init; }

    /// <summary>The lane's name, or its id where it has no name.</summary>
    public string? Lane { get; init; }

    /// <summary>For a boundary event: the activity that it is attached to.</summary>
    public string? AttachedTo { get; init; }

    /// <summary>For an event: its trigger, for example <c>message</c>, <c>timer</c>; null for a plain one.</summary>
    public string? Trigger { get; init; }

    /// <summary>
    /// What the trigger names: the code of an error or escalation, the name of a message or signal, for <c>compensate</c> the activity; null
    /// where it names nothing, which catches everything.
    /// </summary>
    public string? TriggerRef { get; init; }

    /// <summary>For a boundary event, or the start of an event sub-process: whether it ends what it is attached to.</summary>
    public bool IsInterrupting { get; init; } = true;

    /// <summary>Whether the activity runs only to compensate another one.</summary>
    public bool IsForCompensation { get; init; }

    /// <summary>For a compensation boundary event: the activity that compensates.</summary>
    public string? CompensatedBy { get; init; }

    /// <summary>For a call activity: the id of the process called.</summary>
    public string? CalledElement { get; init; }

    /// <summary>For an event-based gateway: whether it waits for all of its events instead of the first.</summary>
    public bool WaitsForAll { get; init; }

    /// <summary>For a loop or multi-instance marker: the number of iterations where the source says a fixed one.</summary>
    public int? LoopCardinality { get; init; }

    /// <summary>For a standard loop: whether its condition is asked before the first iteration, so that there may be none.</summary>
    public bool LoopTestsBefore { get; init; }

    /// <summary>Loop or multi-instance marker: <c>standard</c>, <c>parallel</c>, <c>sequential</c>; null for none.</summary>
    public string? Loop { get; init; }

    /// <summary>The most iterations of a loop through this node (<c>orchestra:maxLoopIterations</c>).</summary>
    public int? MaxLoopIterations { get; init; }

    /// <summary>Explicit binding (<c>orchestra:endpoint</c>), for example <c>POST /applications</c> or <c>service#operation</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether <see cref="Endpoint"/> only may be an operation's id: where no service has it, the name decides.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsEndpointGuessed { get; init; }

    /// <summary>Names under which the called service may be known, the likeliest first: of a participant of a sequence diagram.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Whether the step waits for its answer; null for the usual: it does.</summary>
    public ActionMode? Mode { get; init; }

    /// <summary>The node whose effect is looked for here: it sends without waiting (<see cref="Mode"/>).</summary>
    public string? PollOf { get; init; }

    /// <summary>Explicit step alias (<c>orchestra:alias</c>).</summary>
    public string? Alias { get; init; }

    /// <summary>Data set that steers the SUT when a path passes here (<c>orchestra:dataSet</c>).</summary>
    public string? DataSet { get; init; }

    /// <summary>The resource that parallel branches share (<c>orchestra:shares</c>).</summary>
    public string? Shares { get; init; }

    /// <summary>The statement of a step that looks into a database (<c>orchestra:sql</c>), instead of the one that its table gives.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sql { get; init; }

    /// <summary>The key of the message that is sent or looked for (<c>orchestra:key</c>), a template.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MessageKey { get; init; }

    /// <summary>The correlation id that a looked-for message has (<c>orchestra:correlationId</c>), a template; the run's when absent, <c>none</c> for any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CorrelationId { get; init; }

    /// <summary>Milliseconds until the step is over (<c>orchestra:timeoutMs</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TimeoutMs { get; init; }

    /// <summary>Rules of <c>orchestra:expect</c> elements.</summary>
    public IReadOnlyList<BusinessRule> Expect { get; init; } = [];

    /// <summary>Ids of the data elements that it reads (<c>dataInputAssociation</c>).</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Ids of the data elements that it writes (<c>dataOutputAssociation</c>).</summary>
    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>Attributes of other namespaces, kept as <c>prefix:name</c> → value.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What elements of other namespaces within <c>extensionElements</c> say, by path: <c>zeebe:taskDefinition/@type</c> → value, a
    /// text under the path of its element, a repeated element with its number; null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Extensions { get; init; }

    /// <summary>The line of the element in the source, from 1.</summary>
    public int? Line { get; init; }
}
