using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>Why a cluster cannot be spoken with.</summary>
internal sealed class KafkaFaultException(Violation violation, Exception? inner = null) : Exception(violation.Message, inner)
{
    public Violation Violation => violation;

    /// <summary>The step or its environment is wrong: looking again mends nothing.</summary>
    public static KafkaFaultException Setting(string code, string message, Exception? inner = null) =>
        new(new Violation(ViolationType.ValidationError, code, message), inner);

    /// <summary>The cluster cannot be reached.</summary>
    public static KafkaFaultException Network(string code, string message) =>
        new(new Violation(ViolationType.NetworkError, "network." + code, message));
}
