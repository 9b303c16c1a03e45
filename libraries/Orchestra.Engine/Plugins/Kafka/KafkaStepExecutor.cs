using System.Text.Json.Nodes;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>
/// KAFKA steps: an ACTION publishes and waits for the cluster's confirmation; an ASSERTION looks for a message from a place before the
/// action on.
/// </summary>
internal sealed class KafkaStepExecutor(KafkaConnector connector, MessageContract contracts, TimeProvider time) : IStepExecutor
{
    private const string Earliest = "EARLIEST";

    // Clocks of the SUT and of ours differ; a message of this run is known by its correlation id.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private readonly KafkaPublisher _publisher = new(connector, contracts, time);
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
        if (
            assertion.Step.Action.Meta.From == Earliest
            || StepInputs.Endpoint(assertion) is not { Refusal: null } named
            || KafkaMessage.TopicOf(assertion, named.Endpoint) is not { } topic
            || ProfileOf(assertion).Profile is not { } profile
        )
        {
            return null;
        }

        using var timeout = new CancellationTokenSource(Poller.TimeoutOf(assertion.Step), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await using var session = await connector.ConsumeAsync(profile, assertion, stop.Token);
            return new KafkaListener(
                SinceOf(assertion) is { } since
                    ? await KafkaPositions.SinceAsync(session, topic, since, time, stop.Token)
                    : await KafkaPositions.NowAsync(session, topic, time, stop.Token),
                failure: null
            );
        }
        catch (Exception e) when (KafkaFailure.Of(e) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new KafkaListener(start: null, failure);
        }
    }

    private static DateTimeOffset? SinceOf(StepExecution assertion) =>
        assertion.Step.Action.Meta.CorrelationIdExpr is null ? assertion.ListenSince - ClockSkew : assertion.ListenSince;

    private static (KafkaProfile? Profile, StepVerdict? Refusal) ProfileOf(StepExecution execution)
    {
        // A step that was generated for an endpoint finds the cluster by the service's name.
        if ((execution.Step.Action.Meta.ClusterAlias ?? execution.Step.EndpointRef?.ServiceName) is not { } alias)
        {
            return (null, StepInputs.Refuse("the step names no clusterAlias"));
        }

        return execution.Context.Plan.Environment.KafkaProfiles.TryGetValue(alias, out var profile)
            ? (profile, null)
            : (null, StepInputs.Refuse($"the environment has no Kafka cluster {alias}"));
    }

    private async Task<StepVerdict> SearchAsync(
        StepExecution execution,
        KafkaProfile profile,
        SpecEndpoint? endpoint,
        CancellationToken cancellationToken
    )
    {
        var (wanted, refusal) = KafkaMatch.Of(execution);
        var topic = KafkaMessage.TopicOf(execution, endpoint);
        if (wanted is null || topic is null)
        {
            return refusal ?? StepInputs.Refuse("the step names neither a topic nor an endpoint");
        }

        if (execution.Listener is KafkaListener { Failure: { } failure })
        {
            return new StepVerdict(
                StepStatus.Broken,
                new StepPayload { Violations = [failure], Reason = "nothing could listen before the action was sent" }
            );
        }

        var isEarliest = execution.Step.Action.Meta.From == Earliest;
        var search = wanted.NewSearch(execution);
        await using var looker = new KafkaLooker(
            connector,
            profile,
            execution,
            topic,
            isEarliest ? KafkaStart.Earliest : (execution.Listener as KafkaListener)?.Start,
            search,
            time
        );
        return await _poller.PollAsync(
            execution.Step,
            (left, stop) => LookAsync(execution, looker, search, endpoint, wanted.Sought(topic), left, stop),
            cancellationToken
        );
    }

    private async Task<StepVerdict> LookAsync(
        StepExecution execution,
        KafkaLooker looker,
        MessageSearch search,
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
            await looker.LookAsync(stop.Token);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e) when (KafkaFailure.Of(e) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new StepVerdict(StepStatus.Broken, new StepPayload { Sent = sought, Violations = [failure] });
        }

        if (search.Found is { } message)
        {
            var payload = new StepPayload { Sent = sought, Message = message };
            return ResultJudge.Judge(execution, payload, contracts.Check(execution.Step, endpoint, payload));
        }

        var topic = StepInputs.Text(sought["topic"]);
        var told = looker.HasTopic
            ? search.NotFound(
                ViolationType.KafkaMessageNotFound,
                execution.Step.Action.Meta.From == Earliest ? $"in the topic {topic}" : $"since the action was sent, in the topic {topic}"
            )
            : new Violation(ViolationType.KafkaMessageNotFound, "no-topic", $"the topic {topic} does not exist");
        return new StepVerdict(StepStatus.Failed, new StepPayload { Sent = sought, Violations = [told] });
    }
}
