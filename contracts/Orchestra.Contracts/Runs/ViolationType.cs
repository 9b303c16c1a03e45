namespace Orchestra.Contracts.Runs;

/// <summary>What was wrong with a step's answer.</summary>
public enum ViolationType
{
    /// <summary>The status code is not the expected one.</summary>
    HttpError,

    /// <summary>The answer breaks its spec.</summary>
    ContractViolation,

    /// <summary>A rule does not hold.</summary>
    BusinessRuleViolation,

    /// <summary>No answer, or a poll that ran out.</summary>
    Timeout,

    /// <summary>The step itself is wrong: a template without a value, a bad rule.</summary>
    ValidationError,

    /// <summary>The network or our own side failed.</summary>
    NetworkError,

    /// <summary>The address may not be reached.</summary>
    OutboundBlocked,

    /// <summary>Rows are not as expected.</summary>
    DbAssertionFailed,

    /// <summary>No such message in Kafka.</summary>
    KafkaMessageNotFound,

    /// <summary>No such message in a queue.</summary>
    QueueMessageNotFound,
}
