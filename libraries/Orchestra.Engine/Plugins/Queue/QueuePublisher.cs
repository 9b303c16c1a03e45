using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins.Steps;
using RabbitMQ.Client.Exceptions;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>Publishes a message and waits until the broker has it in a queue, or says that it has not.</summary>
internal sealed class QueuePublisher(AmqpConnector connector, TimeProvider time)
{
    public async Task<StepVerdict> PublishAsync(
        StepExecution execution,
        QueueProfile profile,
        SpecEndpoint? endpoint,
        CancellationToken cancellationToken
    )
    {
        var (message, refusal) = QueueMessage.Build(execution, endpoint);
        if (message is null)
        {
            return refusal!;
        }

        var sent = new StepPayload { Sent = message.Record };
        using var timeout = new CancellationTokenSource(Poller.TimeoutOf(execution.Step), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var isConnected = false;
        try
        {
            await using var session = await connector.OpenAsync(profile, execution, stop.Token);
            isConnected = true;
            await session.Channel.BasicPublishAsync(
                message.Exchange,
                message.RoutingKey,
                mandatory: true,
                message.Properties,
                message.Body,
                stop.Token
            );
            return ResultJudge.Judge(execution, sent with { Message = message.Record.DeepClone().AsObject() }, []);
        }
        catch (Exception e) when (AmqpFailure.Of(e) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var told = (isConnected ? RefusalOf(e, message, execution) : null) ?? failure;
            return new StepVerdict(StepVerdict.StatusOf([told]), sent with { Violations = [told] });
        }
    }

    // What the broker says of the message is the SUT's: its exchanges, bindings and limits.
    private static Violation? RefusalOf(Exception exception, QueueMessage message, StepExecution execution)
    {
        var where = message.Exchange.Length == 0 ? "the default exchange" : $"the exchange {message.Exchange}";
        return exception switch
        {
            PublishException { IsReturn: true } => new Violation(
                ViolationType.ContractViolation,
                "queue.unroutable",
                $"no queue took the message: {where} has no binding for the routing key '{message.RoutingKey}'"
            ),
            PublishException => new Violation(
                ViolationType.ContractViolation,
                "queue.refused",
                "the broker did not take the message (basic.nack): a queue is full or failed"
            ),
            _ when AmqpFailure.IsNotFound(exception) => new Violation(
                ViolationType.ContractViolation,
                "queue.no-exchange",
                $"{where} does not exist"
            ),
            OperationCanceledException => new Violation(
                ViolationType.Timeout,
                Poller.TimeoutCode,
                $"the broker did not confirm the message within {Poller.TimeoutOf(execution.Step).TotalMilliseconds:0} ms"
            ),
            _ => null,
        };
    }
}
