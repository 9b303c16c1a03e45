namespace Orchestra.Contracts.Processes;

/// <summary>The flow nodes of BPMN 2.0 (chapter 10 of the standard).</summary>
public enum NodeType
{
    /// <summary>startEvent.</summary>
    StartEvent,

    /// <summary>endEvent.</summary>
    EndEvent,

    /// <summary>intermediateCatchEvent.</summary>
    IntermediateCatchEvent,

    /// <summary>intermediateThrowEvent.</summary>
    IntermediateThrowEvent,

    /// <summary>boundaryEvent.</summary>
    BoundaryEvent,

    /// <summary>task without a kind.</summary>
    Task,

    /// <summary>userTask.</summary>
    UserTask,

    /// <summary>serviceTask.</summary>
    ServiceTask,

    /// <summary>sendTask.</summary>
    SendTask,

    /// <summary>receiveTask.</summary>
    ReceiveTask,

    /// <summary>manualTask.</summary>
    ManualTask,

    /// <summary>scriptTask.</summary>
    ScriptTask,

    /// <summary>businessRuleTask.</summary>
    BusinessRuleTask,

    /// <summary>callActivity.</summary>
    CallActivity,

    /// <summary>subProcess.</summary>
    SubProcess,

    /// <summary>subProcess with triggeredByEvent.</summary>
    EventSubProcess,

    /// <summary>transaction.</summary>
    Transaction,

    /// <summary>adHocSubProcess.</summary>
    AdHocSubProcess,

    /// <summary>exclusiveGateway.</summary>
    ExclusiveGateway,

    /// <summary>inclusiveGateway.</summary>
    InclusiveGateway,

    /// <summary>parallelGateway.</summary>
    ParallelGateway,

    /// <summary>eventBasedGateway.</summary>
    EventBasedGateway,

    /// <summary>complexGateway.</summary>
    ComplexGateway,
}
