using Confluent.Kafka;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>What a client tells of its connections while it tries to have one. Written by librdkafka's threads.</summary>
internal sealed class KafkaEvents
{
    private volatile Error? _last;
    private int _down;

    /// <summary>How often no broker was left to try.</summary>
    public int AllDown => Volatile.Read(ref _down);

    public void Heard(Error error)
    {
        if (error.Code == ErrorCode.Local_AllBrokersDown)
        {
            Interlocked.Increment(ref _down);
        }
        // A broker that refuses the log-in also ends the connection: that says less.
        else if (_last is not { Code: ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.Local_Ssl })
        {
            _last = error;
        }
    }

    /// <summary>Why nothing goes, by what was heard last.</summary>
    /// <param name="otherwise">What is said where nothing was heard.</param>
    public KafkaFaultException Failure(string otherwise) =>
        _last is { } error ? KafkaFailure.Network(error) : KafkaFaultException.Network("unreachable", otherwise);
}
