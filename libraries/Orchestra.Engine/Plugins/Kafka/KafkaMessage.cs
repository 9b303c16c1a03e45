using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>A rendered message of an ACTION. The same attempt always renders the same bytes.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Message">Key, headers and value.</param>
/// <param name="Record">The same for the journal, masked.</param>
internal sealed record KafkaMessage(string Topic, Message<byte[]?, byte[]?> Message, JsonObject Record)
{
    /// <summary>The topic that a step names; null where it names none.</summary>
    public static string? TopicOf(StepExecution execution, SpecEndpoint? endpoint) => execution.Step.Action.Meta.Topic ?? endpoint?.Path;

    public static (KafkaMessage? Message, StepVerdict? Refusal) Build(StepExecution execution, SpecEndpoint? endpoint)
    {
        var (input, refusal) = StepInputs.Render(execution);
        if (input is null)
        {
            return (null, refusal);
        }

        if ((StepInputs.Text(input["topic"]) ?? TopicOf(execution, endpoint)) is not { Length: > 0 } topic)
        {
            return (null, StepInputs.Refuse("the step names no topic and no endpoint"));
        }

        var value = input["value"];
        if (!KafkaFormat.TryWrite(value, execution.Step.Action.Meta.Format, out var bytes, out var fault))
        {
            return (null, StepInputs.Refuse(fault));
        }

        if (bytes?.Length > KafkaSettings.MaxMessageBytes)
        {
            return (null, StepInputs.Refuse($"the value has {bytes.Length} bytes: at most {KafkaSettings.MaxMessageBytes} are sent"));
        }

        var key = StepInputs.Text(input["key"]);
        var headers = HeadersOf(execution, input["headers"] as JsonObject);
        var message = new Message<byte[]?, byte[]?>
        {
            Key = key is null ? null : Encoding.UTF8.GetBytes(key),
            Value = bytes,
            Headers = [],
            Timestamp = new Timestamp(execution.StartedAt),
        };
        foreach (var (name, text) in headers)
        {
            message.Headers.Add(name, text is null ? null : Encoding.UTF8.GetBytes(StepInputs.Text(text)!));
        }

        return (new KafkaMessage(topic, message, RecordOf(execution, topic, key, headers, value)), null);
    }

    /// <summary>The record with where the cluster put the message.</summary>
    public JsonObject Delivered(DeliveryResult<byte[]?, byte[]?> report)
    {
        var record = Record.DeepClone().AsObject();
        record["partition"] = report.Partition.Value;
        // Without acks the cluster says nothing of its place.
        if (!report.Offset.IsSpecial)
        {
            record["offset"] = report.Offset.Value;
            record["timestamp"] = TimeOf(report.Timestamp);
        }

        return record;
    }

    /// <summary>A message's time in ISO 8601.</summary>
    public static string TimeOf(Timestamp timestamp) =>
        timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonObject RecordOf(StepExecution execution, string topic, string? key, JsonObject headers, JsonNode? value)
    {
        var masker = new Masker(execution.Context.Plan.Environment.Mask);
        return new JsonObject
        {
            ["topic"] = topic,
            ["key"] = key,
            ["headers"] = new JsonObject(
                headers.Select(header =>
                    KeyValuePair.Create(
                        header.Key,
                        masker.HidesHeader(header.Key) ? JsonValue.Create(Masker.Mask) : header.Value?.DeepClone()
                    )
                )
            ),
            ["value"] = value?.DeepClone(),
        };
    }

    private static JsonObject HeadersOf(StepExecution execution, JsonObject? given)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in given ?? [])
        {
            headers[name] = StepInputs.Text(value);
        }

        headers[CallMarks.CorrelationHeader] = execution.Context.Identity.CorrelationId;
        headers[CallMarks.TraceHeader] = CallMarks.TraceParent(execution);
        if (execution.Step.Action.Meta.IdempotencyKey != "off")
        {
            headers[CallMarks.IdempotencyHeader] = execution.IdempotencyKey;
        }

        return headers;
    }
}
