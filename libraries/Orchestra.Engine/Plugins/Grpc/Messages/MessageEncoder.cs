using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Orchestra.Contracts;
using static Google.Protobuf.WireFormat;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>Turns JSON into messages by their descriptors, as proto3's JSON mapping says. Every fault is told, each with its place.</summary>
internal sealed class MessageEncoder(ProtoSchema schema)
{
    private const int MaxDepth = 100;

    private readonly List<string> _faults = [];

    /// <summary>What keeps the JSON from being a message.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The message's bytes; of no use when there are <see cref="Faults"/>.</summary>
    public byte[] Encode(MessageDescriptor type, JsonNode? json, string path) => Message(type, json, path, 1);

    internal void Fault(string path, string message) => _faults.Add($"{path} {message}");

    internal byte[] Message(MessageDescriptor type, JsonNode? json, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            Fault(path, $"is nested more than {MaxDepth} deep");
            return [];
        }

        return Bytes(output =>
        {
            if (WellKnownDecoder.Knows(type))
            {
                new WellKnownEncoder(schema, this).Encode(output, type, json, path, depth);
            }
            else if (json is JsonObject members)
            {
                Members(output, type, members, path, depth);
            }
            else
            {
                Fault(path, $"must be an object of {type.FullName}");
            }
        });
    }

    internal void Members(
        CodedOutputStream output,
        MessageDescriptor type,
        IEnumerable<KeyValuePair<string, JsonNode?>> members,
        string path,
        int depth
    )
    {
        var set = new HashSet<int>();
        var oneofs = new Dictionary<OneofDescriptor, string>();
        foreach (var (name, value) in members)
        {
            var place = $"{path}.{name}";
            if (Find(type, name) is not { } field)
            {
                Fault(place, $"is no field of {type.FullName}");
            }
            else if (!set.Add(field.FieldNumber))
            {
                Fault(place, "is there twice, by both of its names");
            }
            else if (value is not null || TakesNull(field))
            {
                if (field.ContainingOneof is { } oneof && !oneofs.TryAdd(oneof, name))
                {
                    Fault(place, $"cannot stand beside {oneofs[oneof]}: only one member of {oneof.Name} may be there");
                }

                Field(output, field, value, place, depth + 1);
            }
        }

        foreach (var field in type.Fields.InDeclarationOrder().Where(field => field.IsRequired && !set.Contains(field.FieldNumber)))
        {
            Fault($"{path}.{field.JsonName}", "is required");
        }
    }

    internal void Field(CodedOutputStream output, FieldDescriptor field, JsonNode? value, string path, int depth)
    {
        if (field.IsMap)
        {
            Map(output, field, value, path, depth);
        }
        else if (field.IsRepeated)
        {
            Repeated(output, field, value, path, depth);
        }
        else
        {
            Single(output, field, value, path, depth);
        }
    }

    internal static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static FieldDescriptor? Find(MessageDescriptor type, string name) =>
        type.Fields.InDeclarationOrder().FirstOrDefault(field => field.JsonName == name) ?? type.FindFieldByName(name);

    private static bool TakesNull(FieldDescriptor field) =>
        !field.IsRepeated
        && (
            (field.IsMessage() && field.MessageType.FullName == "google.protobuf.Value")
            || (field.FieldType == FieldType.Enum && field.EnumType.FullName == WellKnownDecoder.NullValue)
        );

    private void Repeated(CodedOutputStream output, FieldDescriptor field, JsonNode? value, string path, int depth)
    {
        if (value is not JsonArray items)
        {
            Fault(path, "must be an array");
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            Single(output, field, items[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), depth + 1);
        }
    }

    private void Map(CodedOutputStream output, FieldDescriptor field, JsonNode? value, string path, int depth)
    {
        if (value is not JsonObject members)
        {
            Fault(path, "must be an object");
            return;
        }

        var (keyField, valueField) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
        foreach (var (key, item) in members)
        {
            var place = $"{path}['{key}']";
            JsonNode name =
                keyField.FieldType == FieldType.Bool && key is "true" or "false" ? JsonValue.Create(key == "true") : JsonValue.Create(key);
            var entry = Bytes(inner =>
            {
                Single(inner, keyField, name, place, depth + 1);
                Single(inner, valueField, item, place, depth + 1);
            });
            output.WriteTag(field.FieldNumber, WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(entry));
        }
    }

    private void Single(CodedOutputStream output, FieldDescriptor field, JsonNode? value, string path, int depth)
    {
        if (!field.IsMessage())
        {
            if (ScalarEncoder.FaultOf(output, field, value) is { } fault)
            {
                Fault(path, fault);
            }

            return;
        }

        if (value is null && field.MessageType.FullName != "google.protobuf.Value")
        {
            Fault(path, "must not be null");
            return;
        }

        output.WriteTag(field.FieldNumber, field.WireTypeOf());
        if (field.FieldType == FieldType.Group)
        {
            // A group has no length: its members stand between two tags.
            Members(output, field.MessageType, value as JsonObject ?? [], path, depth);
            output.WriteTag(field.FieldNumber, WireType.EndGroup);
        }
        else
        {
            output.WriteBytes(ByteString.CopyFrom(Message(field.MessageType, value, path, depth)));
        }
    }

    /// <summary>A value's text, and whether it is a JSON string.</summary>
    internal static (string Text, JsonValueKind Kind) Read(JsonNode? value) =>
        value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String
            ? (scalar.GetValue<string>(), JsonValueKind.String)
            : (value?.ToJsonString(OrchestraJson.Options) ?? "null", value?.GetValueKind() ?? JsonValueKind.Null);
}
