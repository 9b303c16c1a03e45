namespace Orchestra.Modeling.Bpmn;

/// <summary>What an open element means to the parser.</summary>
internal enum ElementKind
{
    /// <summary>Nothing, and nothing within it either.</summary>
    Ignored,

    /// <summary>Only what it holds matters, for example <c>definitions</c>.</summary>
    Transparent,

    /// <summary>A process.</summary>
    Process,

    /// <summary>A flow node.</summary>
    Node,

    /// <summary>A sequence flow.</summary>
    Flow,

    /// <summary>A lane.</summary>
    Lane,

    /// <summary><c>extensionElements</c>.</summary>
    Extensions,

    /// <summary><c>flowNodeRef</c>: its text is a node id.</summary>
    LaneReference,

    /// <summary><c>conditionExpression</c>: its text is the condition.</summary>
    Condition,

    /// <summary><c>eventDefinitionRef</c>: its text names a shared event definition.</summary>
    TriggerReference,

    /// <summary><c>dataInputAssociation</c>.</summary>
    DataInput,

    /// <summary><c>dataOutputAssociation</c>.</summary>
    DataOutput,

    /// <summary><c>sourceRef</c> of a data input: its text names what is read.</summary>
    DataRead,

    /// <summary><c>targetRef</c> of a data output: its text names what is written.</summary>
    DataWrite,

    /// <summary><c>loopCardinality</c>: its text may be a number.</summary>
    LoopCardinality,
}
