using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Plugins.Steps;
using RabbitMQ.Client;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>A rendered message of an ACTION. The same attempt always renders the same bytes.</summary>
/// <param name="Exchange">Empty for the default one.</param>
/// <param name="RoutingKey">The routing key.</param>
/// <param name="Properties">Headers and properties.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Record">The same for the journal, masked.</param>
internal sealed record QueueMessage(string Exchange, string RoutingKey, BasicProperties Properties, byte[] Body, JsonObject Record)
{
    private const string ContentType = "content-type";

    public static (QueueMessage? Message, StepVerdict? Refusal) Build(StepExecution execution, SpecEndpoint? endpoint)
    {
        var (input, refusal) = StepInputs.Render(execution);
        if (input is null)
        {
            return (null, refusal);
        }

        var exchange = StepInputs.Text(input["exchange"]) ?? "";
        var routingKey = StepInputs.Text(input["routingKey"]) ?? execution.Step.Action.Meta.QueueName ?? endpoint?.Path;
        if (routingKey is null && exchange.Length == 0)
        {
            return (null, StepInputs.Refuse("the step names no routingKey, no queueName and no endpoint"));
        }

        if (Encoding.UTF8.GetByteCount(exchange) > 255 || Encoding.UTF8.GetByteCount(routingKey ?? "") > 255)
        {
            return (null, StepInputs.Refuse("exchange and routingKey have at most 255 bytes"));
        }

        var headers = HeadersOf(execution, input["headers"] as JsonObject, out var contentType);
        var properties = new BasicProperties
        {
            ContentType = contentType,
            CorrelationId = execution.Context.Identity.CorrelationId,
            MessageId = execution.IdempotencyKey,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = headers.ToDictionary(header => header.Key, header => FieldOf(header.Value), StringComparer.Ordinal),
        };
        var body = input["body"];
        return (
            new QueueMessage(
                exchange,
                routingKey ?? "",
                properties,
                BytesOf(body, contentType),
                RecordOf(execution, exchange, routingKey, headers, contentType, body)
            ),
            null
        );
    }

    private static JsonObject RecordOf(
        StepExecution execution,
        string exchange,
        string? routingKey,
        JsonObject headers,
        string contentType,
        JsonNode? body
    )
    {
        var masker = new Masker(execution.Context.Plan.Environment.Mask);
        return new JsonObject
        {
            ["exchange"] = exchange,
            ["routingKey"] = routingKey ?? "",
            ["headers"] = new JsonObject(
                headers.Select(header =>
                    KeyValuePair.Create(
                        header.Key,
                        masker.HidesHeader(header.Key) ? JsonValue.Create(Masker.Mask) : header.Value?.DeepClone()
                    )
                )
            ),
            ["body"] = body?.DeepClone(),
            ["contentType"] = contentType,
            ["correlationId"] = execution.Context.Identity.CorrelationId,
            ["messageId"] = execution.IdempotencyKey,
        };
    }

    private static JsonObject HeadersOf(StepExecution execution, JsonObject? given, out string contentType)
    {
        contentType = "application/json";
        var headers = new JsonObject();
        foreach (var (name, value) in given ?? [])
        {
            if (name.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
            {
                contentType = StepInputs.Text(value) ?? contentType;
            }
            else
            {
                headers[name] = value?.DeepClone();
            }
        }

        headers[CallMarks.CorrelationHeader] = execution.Context.Identity.CorrelationId;
        headers[CallMarks.TraceHeader] = CallMarks.TraceParent(execution);
        if (execution.Step.Action.Meta.IdempotencyKey != "off")
        {
            headers[CallMarks.IdempotencyHeader] = execution.IdempotencyKey;
        }

        return headers;
    }

    // AMQP's tables know what JSON knows.
    private static object? FieldOf(JsonNode? value) =>
        value switch
        {
            null => null,
            JsonObject members => members.ToDictionary(member => member.Key, member => FieldOf(member.Value), StringComparer.Ordinal),
            JsonArray items => items.Select(FieldOf).ToList(),
            _ => value.GetValueKind() switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => long.TryParse(
                    value.ToJsonString(),
                    System.Globalization.NumberStyles.AllowLeadingSign,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var whole
                )
                    ? whole
                    : double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture),
                _ => StepInputs.Text(value),
            },
        };

    private static byte[] BytesOf(JsonNode? body, string contentType) =>
        body is null ? []
        : JsonMediaTypes.IsJson(contentType) ? Encoding.UTF8.GetBytes(body.ToJsonString(OrchestraJson.Options))
        : Encoding.UTF8.GetBytes(StepInputs.Text(body)!);
}
