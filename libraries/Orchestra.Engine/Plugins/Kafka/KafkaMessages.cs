using System.Text.Json.Nodes;
using Confluent.Kafka;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>Kafka messages as rules read them (<c>message.*</c>).</summary>
internal static class KafkaMessages
{
    private const string PlainText = "text/plain";

    public static JsonObject Of(ConsumeResult<byte[]?, byte[]?> came, string? format, int maxBodyBytes, Masker masker)
    {
        var value = KafkaFormat.Read(came.Message.Value, format, maxBodyBytes);
        var message = new JsonObject
        {
            ["topic"] = came.Topic,
            ["partition"] = came.Partition.Value,
            ["offset"] = came.Offset.Value,
            ["timestamp"] = KafkaMessage.TimeOf(came.Message.Timestamp),
            ["key"] = TextOf(came.Message.Key),
            ["headers"] = HeadersOf(came.Message.Headers, masker),
            ["value"] = value.Value,
            ["encoding"] = value.Encoding,
        };
        if (value.Truncated)
        {
            message["truncated"] = true;
        }

        return message;
    }

    // A name that comes more than once has all its values, in their order.
    private static JsonObject HeadersOf(Headers? headers, Masker masker) =>
        new(
            (headers ?? [])
                .GroupBy(header => header.Key, StringComparer.Ordinal)
                .Select(header =>
                    KeyValuePair.Create<string, JsonNode?>(
                        header.Key,
                        masker.HidesHeader(header.Key) ? JsonValue.Create(Masker.Mask)
                            : header.Count() == 1 ? TextOf(header.Single().GetValueBytes())
                            : new JsonArray([.. header.Select(each => (JsonNode?)TextOf(each.GetValueBytes()))])
                    )
                )
        );

    // Text where the bytes are that, else base64.
    private static JsonValue? TextOf(byte[]? bytes) =>
        bytes is null ? null : MessageBody.Read(bytes, PlainText, int.MaxValue).Value as JsonValue ?? JsonValue.Create("");
}
