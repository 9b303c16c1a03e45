using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Plugins.Steps;
using RabbitMQ.Client;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>AMQP messages as rules read them (<c>message.*</c>).</summary>
internal static class AmqpMessages
{
    public static JsonObject Of(BasicGetResult got, int maxBodyBytes, Masker masker)
    {
        var properties = got.BasicProperties;
        var body = MessageBody.Read(got.Body.Span, properties.ContentType, maxBodyBytes);
        var message = new JsonObject
        {
            ["exchange"] = got.Exchange,
            ["routingKey"] = got.RoutingKey,
            ["headers"] = HeadersOf(properties.Headers, masker),
            ["body"] = body.Value,
            ["encoding"] = body.Encoding,
        };
        if (body.Truncated)
        {
            message["truncated"] = true;
        }

        AddTexts(message, properties);
        return message;
    }

    private static void AddTexts(JsonObject message, IReadOnlyBasicProperties properties)
    {
        foreach (
            var (name, text) in new[]
            {
                ("contentType", properties.ContentType),
                ("correlationId", properties.CorrelationId),
                ("messageId", properties.MessageId),
                ("replyTo", properties.ReplyTo),
                ("type", properties.Type),
                ("appId", properties.AppId),
            }
        )
        {
            if (text is not null)
            {
                message[name] = text;
            }
        }

        if (properties.IsTimestampPresent())
        {
            message["timestamp"] = properties.Timestamp.UnixTime;
        }
    }

    private static JsonObject HeadersOf(IDictionary<string, object?>? headers, Masker masker) =>
        new(
            (headers ?? new Dictionary<string, object?>()).Select(header =>
                KeyValuePair.Create(header.Key, masker.HidesHeader(header.Key) ? JsonValue.Create(Masker.Mask) : ValueOf(header.Value))
            )
        );

    // Texts come as bytes: AMQP's long string does not say which of both it is.
    private static JsonNode? ValueOf(object? value) =>
        value switch
        {
            null => null,
            byte[] bytes => MessageBody.Read(bytes, "text/plain", int.MaxValue).Value ?? JsonValue.Create(""),
            BinaryTableValue binary => JsonValue.Create(Convert.ToBase64String(binary.Bytes)),
            AmqpTimestamp timestamp => JsonValue.Create(timestamp.UnixTime),
            IDictionary<string, object?> table => new JsonObject(
                table.Select(entry => KeyValuePair.Create(entry.Key, ValueOf(entry.Value)))
            ),
            IList items => new JsonArray([.. items.Cast<object?>().Select(ValueOf)]),
            double number when !double.IsFinite(number) => JsonValue.Create(
                number.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ),
            float number when !float.IsFinite(number) => JsonValue.Create(
                number.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ),
            _ => JsonSerializer.SerializeToNode(value),
        };
}
