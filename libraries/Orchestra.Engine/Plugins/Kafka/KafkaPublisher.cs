using Confluent.Kafka;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>Publishes a message and waits until the cluster has it, or says that it has not.</summary>
internal sealed class KafkaPublisher(KafkaConnector connector, MessageContract contracts, TimeProvider time)
{
    private const string AllReplicas = "all";

    // What librdkafka takes to tell what became of a message that it was told to drop.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    public async Task<StepVerdict> PublishAsync(
        StepExecution execution,
        KafkaProfile profile,
        SpecEndpoint? endpoint,
        CancellationToken cancellationToken
    )
    {
        var acks = execution.Step.Action.Meta.Acks ?? AllReplicas;
        if (acks is not (AllReplicas or "1" or "0"))
        {
            return StepInputs.Refuse($"acks must be all, 1 or 0, and is '{acks}'");
        }

        var (message, refusal) = KafkaMessage.Build(execution, endpoint);
        if (message is null)
        {
            return refusal!;
        }

        if (contracts.CheckSent(execution.Step, endpoint, message.Record["value"]) is { Count: > 0 } wrong)
        {
            return new StepVerdict(StepStatus.Broken, new StepPayload { Violations = wrong, Reason = "nothing was sent" });
        }

        var sent = new StepPayload { Sent = message.Record };
        var timeout = Poller.TimeoutOf(execution.Step);
        using var late = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await using var session = await connector.ProduceAsync(profile, execution, acks, timeout, stop.Token);
            await session.TopicAsync(message.Topic, stop.Token);
            var (report, told) = await DeliverAsync(session, message, timeout, stop.Token, cancellationToken);
            if (report is null)
            {
                return new StepVerdict(StepVerdict.StatusOf([told!]), sent with { Violations = [told!] });
            }

            var record = message.Delivered(report);
            return ResultJudge.Judge(execution, new StepPayload { Sent = record, Message = record.DeepClone().AsObject() }, []);
        }
        catch (Exception e) when (KafkaFailure.Of(e) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new StepVerdict(StepVerdict.StatusOf([failure]), sent with { Violations = [failure] });
        }
    }

    private async Task<(DeliveryResult<byte[]?, byte[]?>? Report, Violation? Told)> DeliverAsync(
        KafkaSession<IProducer<byte[]?, byte[]?>> session,
        KafkaMessage message,
        TimeSpan timeout,
        CancellationToken stop,
        CancellationToken cancellationToken
    )
    {
        var delivering = session.Client.ProduceAsync(message.Topic, message.Message, CancellationToken.None);
        try
        {
            try
            {
                return (await delivering.WaitAsync(stop), null);
            }
            catch (OperationCanceledException)
            {
                // The message is dropped; what is told of it says whether it had gone out.
                _ = KafkaNative.Purge(KafkaNative.PointerOf(session.Client), KafkaNative.PurgeQueue | KafkaNative.PurgeInFlight);
                cancellationToken.ThrowIfCancellationRequested();
                return (await delivering.WaitAsync(Farewell, time, cancellationToken), null);
            }
        }
        catch (TimeoutException)
        {
            return (null, Unconfirmed(timeout));
        }
        catch (ProduceException<byte[]?, byte[]?> e)
        {
            return (null, ToldOf(e, session, message.Topic, timeout));
        }
    }

    // What the cluster says of the message is the SUT's: its topics and limits. What never went out says nothing of the SUT.
    private static Violation ToldOf(
        ProduceException<byte[]?, byte[]?> exception,
        KafkaSession<IProducer<byte[]?, byte[]?>> session,
        string topic,
        TimeSpan timeout
    )
    {
        var error = exception.Error;
        if (KafkaFailure.IsNoTopic(error))
        {
            return new Violation(
                ViolationType.ContractViolation,
                "kafka.no-topic",
                $"the topic {topic} does not exist, and the cluster does not make it: {error.Reason}"
            );
        }

        if (IsRefusal(error))
        {
            return new Violation(
                ViolationType.ContractViolation,
                "kafka.refused",
                $"the cluster did not take the message into the topic {topic}: {error.Reason} ({error.Code})"
            );
        }

        // librdkafka calls what it drops in flight not persisted, and cannot know.
        if (error.Code == ErrorCode.Local_PurgeInflight || exception.DeliveryResult.Status == PersistenceStatus.PossiblyPersisted)
        {
            return Unconfirmed(timeout);
        }

        var failure = error.Code
            is ErrorCode.Local_MsgTimedOut
                or ErrorCode.Local_TimedOut
                or ErrorCode.Local_PurgeQueue
                or ErrorCode.Local_Fatal
            ? session.Failure(
                $"no leader of the topic {topic} took the message within {timeout.TotalMilliseconds:0} ms: it was not published"
            )
            : exception;
        return KafkaFailure.Of(failure)!;
    }

    private static bool IsRefusal(Error error) =>
        error.Code
            is ErrorCode.MsgSizeTooLarge
                or ErrorCode.RecordListTooLarge
                or ErrorCode.InvalidRecord
                or ErrorCode.InvalidMsg
                or ErrorCode.InvalidTimestamp
                or ErrorCode.PolicyViolation
                or ErrorCode.NotEnoughReplicas
                or ErrorCode.NotEnoughReplicasAfterAppend
                or ErrorCode.UnsupportedForMessageFormat;

    private static Violation Unconfirmed(TimeSpan timeout) =>
        new(
            ViolationType.Timeout,
            Poller.TimeoutCode,
            $"the cluster did not confirm the message within {timeout.TotalMilliseconds:0} ms: it may have been published"
        );
}
