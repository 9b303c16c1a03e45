using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>An own queue at the broker; it needs no connection to listen.</summary>
/// <param name="connector">Opens one to remove it.</param>
/// <param name="profile">Its broker.</param>
/// <param name="assertion">Whose queue it is.</param>
/// <param name="failure">Why it could not be bound before the action; null where it was.</param>
internal sealed class QueueListener(AmqpConnector connector, QueueProfile profile, StepExecution assertion, Violation? failure)
    : IStepListener
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A message may have gone by unheard: the assertion cannot tell.</summary>
    public Violation? Failure => failure;

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (failure is not null)
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(Patience);
        try
        {
            await using var session = await connector.OpenAsync(profile, assertion, stop.Token);
            await session.Channel.QueueDeleteAsync(
                OwnQueue.NameOf(assertion),
                ifUnused: false,
                ifEmpty: false,
                cancellationToken: stop.Token
            );
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && AmqpFailure.Of(e) is not null)
        {
            // A broker that is away keeps no run from ending; the queue expires by itself.
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
