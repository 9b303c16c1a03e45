using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using static Google.Protobuf.WireFormat;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>Writes the types for which proto3's JSON mapping has a form of its own.</summary>
internal sealed class WellKnownEncoder(ProtoSchema schema, MessageEncoder encoder)
{
    public void Encode(CodedOutputStream output, MessageDescriptor type, JsonNode? json, string path, int depth)
    {
        var first = type.FindFieldByNumber(1);
        switch (type.Name)
        {
            case "Any":
                Any(output, json, path, depth);
                break;
            case "Timestamp":
                Time(output, TextOf(json) is { } time ? ProtoTimes.ReadTimestamp(time) : null, path, "an RFC 3339 time");
                break;
            case "Duration":
                Time(output, TextOf(json) is { } span ? ProtoTimes.ReadDuration(span) : null, path, "seconds such as \"1.5s\"");
                break;
            case "FieldMask":
                Mask(output, json, path);
                break;
            case "Value":
                Value(output, type, json, path, depth);
                break;
            default:
                // Struct, ListValue and the wrappers have one field, and their JSON is that field's.
                encoder.Field(output, first, json, path, depth);
                break;
        }
    }

    private void Any(CodedOutputStream output, JsonNode? json, string path, int depth)
    {
        if (json is JsonObject { Count: 0 })
        {
            return;
        }

        if (json is not JsonObject members || TextOf(members["@type"]) is not { } url)
        {
            encoder.Fault(path, "must be an object with the member @type");
            return;
        }

        byte[] bytes;
        if (schema.FindMessage(url[(url.LastIndexOf('/') + 1)..]) is not { } inner)
        {
            encoder.Fault($"{path}.@type", $"names a type that the spec does not have: {url}");
            return;
        }
        else if (WellKnownDecoder.Knows(inner))
        {
            bytes = encoder.Message(inner, members["value"], $"{path}.value", depth + 1);
        }
        else
        {
            bytes = MessageEncoder.Bytes(o => encoder.Members(o, inner, members.Where(member => member.Key != "@type"), path, depth + 1));
        }

        output.WriteTag(1, WireType.LengthDelimited);
        output.WriteString(url);
        output.WriteTag(2, WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
    }

    private void Time(CodedOutputStream output, (long Seconds, int Nanos)? time, string path, string form)
    {
        if (time is not { } read)
        {
            encoder.Fault(path, $"must be {form}");
            return;
        }

        output.WriteTag(1, WireType.Varint);
        output.WriteInt64(read.Seconds);
        output.WriteTag(2, WireType.Varint);
        output.WriteInt32(read.Nanos);
    }

    private void Mask(CodedOutputStream output, JsonNode? json, string path)
    {
        if (TextOf(json) is not { } mask || mask.Contains('_', StringComparison.Ordinal))
        {
            encoder.Fault(path, "must be paths in camelCase, joined by commas");
            return;
        }

        foreach (var part in mask.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            output.WriteTag(1, WireType.LengthDelimited);
            output.WriteString(string.Concat(part.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}")));
        }
    }

    private void Value(CodedOutputStream output, MessageDescriptor type, JsonNode? json, string path, int depth)
    {
        var number = json?.GetValueKind() switch
        {
            null or JsonValueKind.Null => 1,
            JsonValueKind.Number => 2,
            JsonValueKind.String => 3,
            JsonValueKind.True or JsonValueKind.False => 4,
            JsonValueKind.Object => 5,
            _ => 6,
        };
        encoder.Field(output, type.FindFieldByNumber(number), json, path, depth);
    }

    private static string? TextOf(JsonNode? json) => MessageEncoder.Read(json) is (var text, JsonValueKind.String) ? text : null;
}
