using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>A place in a topic from before the action; it needs no connection to listen, and leaves nothing at the cluster.</summary>
/// <param name="start">The place; null where it could not be found.</param>
/// <param name="failure">Why not: a message may go by unheard, and the assertion cannot tell.</param>
internal sealed class KafkaListener(KafkaStart? start, Violation? failure) : IStepListener
{
    public KafkaStart? Start => start;

    public Violation? Failure => failure;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
