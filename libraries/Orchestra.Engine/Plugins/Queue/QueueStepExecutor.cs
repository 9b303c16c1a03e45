using System.Text.Json.Nodes;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>
/// QUEUE steps: an ACTION publishes and waits for the broker's confirmation; an ASSERTION looks for a message without taking any from others.
/// </summary>
internal sealed class QueueStepExecutor(AmqpConnector connector, IContractValidator contracts, TimeProvider time) : IStepExecutor
{
    private readonly QueuePublisher _publisher = new(connector, time);
    private readonly Poller _poller = new(time);

    /// <inheritdoc />
    public async Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken cancellationToken)
    {
        var (endpoint, refusal) = StepInputs.Endpoint(execution);
        if (refusal is not null)
        {
            return refusal;
        }

        (var profile, refusal) = ProfileOf(execution);
        if (profile is null)
        {
            return refusal!;
        }

        return execution.Step.Kind == StepKind.Assertion
            ? await SearchAsync(execution, profile, endpoint, cancellationToken)
            : await _publisher.PublishAsync(execution, profile, endpoint, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IStepListener?> ListenAsync(StepExecution assertion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        if (assertion.Step.Action.Meta.Exchange is null || ProfileOf(assertion).Profile is not { } profile)
        {
            return null;
        }

        using var timeout = new CancellationTokenSource(Poller.TimeoutOf(assertion.Step), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await using var session = await connector.OpenAsync(profile, assertion, stop.Token);
            await OwnQueue.BindAsync(session.Channel, assertion, stop.Token);
            return new QueueListener(connector, profile, assertion, failure: null);
        }
        catch (Exception e) when (AmqpFailure.Of(e) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new QueueListener(connector, profile, assertion, failure);
        }
    }

    private static (QueueProfile? Profile, StepVerdict? Refusal) ProfileOf(StepExecution execution)
    {
        // A step that was generated for an endpoint finds the broker by the service's name.
        if ((execution.Step.Action.Meta.BrokerAlias ?? execution.Step.EndpointRef?.ServiceName) is not { } alias)
        {
            return (null, StepInputs.Refuse("the step names no brokerAlias"));
        }

        return execution.Context.Plan.Environment.QueueProfiles.TryGetValue(alias, out var profile)
            ? (profile, null)
            : (null, StepInputs.Refuse($"the environment has no AMQP broker {alias}"));
    }

    private async Task<StepVerdict> SearchAsync(
        StepExecution execution,
        QueueProfile profile,
        SpecEndpoint? endpoint,
        CancellationToken cancellationToken
    )
    {
        var meta = execution.Step.Action.Meta;
        var isOwn = meta.Exchange is not null;
        var (correlationId, refusal) = MessageSearch.CorrelationOf(execution);
        refusal ??=
            isOwn || (meta.QueueName ?? endpoint?.Path) is not null
                ? null
                : StepInputs.Refuse("the step names neither an exchange nor a queueName nor an endpoint");
        if (refusal is not null)
        {
            return refusal;
        }

        if (execution.Listener is QueueListener { Failure: { } failure })
        {
            return new StepVerdict(
                StepStatus.Broken,
                new StepPayload { Violations = [failure], Reason = "nothing could listen before the action was sent" }
            );
        }

        var queue = isOwn ? OwnQueue.NameOf(execution) : meta.QueueName ?? endpoint!.Path;
        var sought = new JsonObject { ["queue"] = queue, ["correlationId"] = correlationId };
        await using var looker = new QueueLooker(
            connector,
            profile,
            execution,
            queue,
            isOwn,
            () => new MessageSearch(execution, correlationId)
        );
        return await _poller.PollAsync(
            execution.Step,
            (left, stop) => LookAsync(execution, looker, endpoint, sought, left, stop),
            cancellationToken
        );
    }

    private async Task<StepVerdict> LookAsync(
        StepExecution execution,
        QueueLooker looker,
        SpecEndpoint? endpoint,
        JsonObject sought,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(left, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var search = await looker.LookAsync(stop.Token);
            if (search.Found is { } message)
            {
                var payload = new StepPayload { Sent = sought, Message = message };
                return ResultJudge.Judge(execution, payload, contracts.Check(execution.Step, endpoint, payload));
            }
        }
        catch (Exception e) when (AmqpFailure.Of(e) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!AmqpFailure.IsNotFound(e))
            {
                return new StepVerdict(StepStatus.Broken, new StepPayload { Sent = sought, Violations = [failure] });
            }

            // The SUT may be about to make it.
            return new StepVerdict(
                StepStatus.Failed,
                new StepPayload
                {
                    Sent = sought,
                    Violations = [new Violation(ViolationType.QueueMessageNotFound, "no-queue", failure.Message)],
                }
            );
        }

        return new StepVerdict(StepStatus.Failed, new StepPayload { Sent = sought, Violations = [looker.NotFound()] });
    }
}
