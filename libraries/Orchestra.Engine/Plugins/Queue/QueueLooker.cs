using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>
/// Looks through a queue without taking anything out of it: messages are got, none is acknowledged, and all go back to their places. What an
/// own queue gave stays with us until the assertion ends; a queue of others gets its messages back at once, before they are judged further.
/// </summary>
/// <param name="connector">Opens connections.</param>
/// <param name="profile">The broker.</param>
/// <param name="execution">The assertion.</param>
/// <param name="queue">The queue's name.</param>
/// <param name="isOwn">Whether nobody else reads it.</param>
/// <param name="newSearch">A search that has seen nothing.</param>
internal sealed class QueueLooker(
    AmqpConnector connector,
    QueueProfile profile,
    StepExecution execution,
    string queue,
    bool isOwn,
    Func<MessageSearch> newSearch
) : IAsyncDisposable
{
    private const int DefaultMaxBodyBytes = 1024 * 1024;
    private const int MaxMessages = 1000;
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly Masker _masker = new(execution.Context.Plan.Environment.Mask);
    private AmqpSession? _session;
    private MessageSearch _search = newSearch();

    /// <summary>One look; throws what <see cref="AmqpFailure"/> reads.</summary>
    public async Task<MessageSearch> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_session is null)
            {
                _session = await connector.OpenAsync(profile, execution, cancellationToken);
                _search = newSearch();
                if (isOwn)
                {
                    await OwnQueue.BindAsync(_session.Channel, execution, cancellationToken);
                }
            }

            if (!isOwn)
            {
                _search = newSearch();
            }

            await GetAsync(_session, cancellationToken);
            return _search;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>What is told where nothing was found.</summary>
    public Violation NotFound() =>
        _search.NotFound(
            ViolationType.QueueMessageNotFound,
            isOwn ? $"since the action was sent, in the exchange {execution.Step.Action.Meta.Exchange}" : $"in the queue {queue}"
        );

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }

    private async Task GetAsync(AmqpSession session, CancellationToken cancellationToken)
    {
        var (last, bytes) = (0UL, 0L);
        // A queue that fills faster than it is looked through has no end.
        for (var count = 0; count < MaxMessages && bytes < MaxBytes; count++)
        {
            if (await session.Channel.BasicGetAsync(queue, autoAck: false, cancellationToken) is not { } got)
            {
                break;
            }

            (last, bytes) = (got.DeliveryTag, bytes + got.Body.Length);
            if (_search.Offer(AmqpMessages.Of(got, execution.Step.Action.Meta.MaxBodyBytes ?? DefaultMaxBodyBytes, _masker)))
            {
                break;
            }
        }

        if (!isOwn && last > 0)
        {
            await session.Channel.BasicNackAsync(last, multiple: true, requeue: true, cancellationToken);
        }
    }
}
