using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>How a step's <c>format</c> writes and reads values. No value at all (a tombstone) is null in each of them.</summary>
internal static class KafkaFormat
{
    private const string Json = "json";
    private const string Text = "string";
    private const string Binary = "binary";

    /// <summary>Whether there is such a format.</summary>
    public static bool IsKnown(string? format) => format is null or Json or Text or Binary;

    /// <summary>A value's bytes.</summary>
    public static bool TryWrite(JsonNode? value, string? format, out byte[]? bytes, out string fault)
    {
        (bytes, fault) = (null, "");
        if (!IsKnown(format))
        {
            fault = $"format must be json, string or binary, and is '{format}'";
        }
        else if (value is null)
        {
            return true;
        }
        else if (format == Binary)
        {
            fault = "a value of the format binary is base64";
            var buffer = new byte[Encoding.UTF8.GetMaxByteCount(StepInputs.Text(value)!.Length)];
            if (
                value.GetValueKind() == JsonValueKind.String
                && Convert.TryFromBase64String(StepInputs.Text(value)!, buffer, out var written)
            )
            {
                (bytes, fault) = (buffer[..written], "");
            }
        }
        else
        {
            bytes = Encoding.UTF8.GetBytes(format == Text ? StepInputs.Text(value)! : value.ToJsonString(OrchestraJson.Options));
        }

        return fault.Length == 0;
    }

    /// <summary>What rules read of a message's value.</summary>
    public static MessageBody Read(byte[]? value, string? format, int limit)
    {
        var bytes = value ?? [];
        var kept = bytes.AsSpan(0, Math.Min(bytes.Length, limit));
        return format == Binary
            ? new MessageBody(value is null ? null : JsonValue.Create(Convert.ToBase64String(kept)), "base64", bytes.Length > limit)
            : MessageBody.Read(bytes, format == Text ? "text/plain" : null, limit);
    }
}
