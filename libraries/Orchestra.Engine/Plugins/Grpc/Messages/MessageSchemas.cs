using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>JSON Schemas of messages, for generating inputs and for people: what a step may send, and what its answer looks like.</summary>
internal sealed class MessageSchemas
{
    private const string WholeNumber = "^-?[0-9]{1,18}$";

    private readonly JsonObject _definitions = [];

    /// <summary>The document with every message that was named so far, and those that they use.</summary>
    public JsonObject Document => new() { ["$defs"] = _definitions.DeepClone() };

    /// <summary>The pointer of a message's schema.</summary>
    public string PointerOf(MessageDescriptor type)
    {
        Define(type);
        return "/$defs/" + type.FullName;
    }

    /// <summary>The pointer of an array of the message.</summary>
    public string PointerOfMany(MessageDescriptor type)
    {
        Define(type);
        _definitions[type.FullName + "[]"] = new JsonObject { ["type"] = "array", ["items"] = Reference(type) };
        return "/$defs/" + type.FullName + "[]";
    }

    private JsonObject Reference(MessageDescriptor type)
    {
        Define(type);
        return new JsonObject { ["$ref"] = "#/$defs/" + type.FullName };
    }

    private void Define(MessageDescriptor type)
    {
        if (_definitions.ContainsKey(type.FullName))
        {
            return;
        }

        // Before its members: a message may hold itself.
        _definitions[type.FullName] = new JsonObject();
        _definitions[type.FullName] = WellKnownDecoder.NameOf(type) is { } name ? WellKnown(type, name) : Message(type);
    }

    private JsonObject Message(MessageDescriptor type)
    {
        var (properties, required, choices) = (new JsonObject(), new JsonArray(), new JsonArray());
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => field.RealContainingOneof is null))
        {
            properties[field.JsonName] = Field(field);
            if (field.IsRequired)
            {
                required.Add(field.JsonName);
            }
        }

        // Each member in a branch of its own: whoever makes a value takes one branch.
        foreach (var oneof in type.Oneofs.Where(oneof => !oneof.IsSynthetic))
        {
            var branches = oneof.Fields.Select(field => new JsonObject
            {
                ["properties"] = new JsonObject { [field.JsonName] = Field(field) },
            });
            choices.Add(new JsonObject { ["anyOf"] = new JsonArray([.. branches]) });
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        foreach (var (keyword, list) in new[] { ("required", required), ("allOf", choices) })
        {
            if (list.Count > 0)
            {
                schema[keyword] = list;
            }
        }

        return schema;
    }

    private JsonObject Field(FieldDescriptor field) =>
        field.IsMap ? new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(field.MessageType.FindFieldByNumber(2)) }
        : field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = Value(field) }
        : Value(field);

    private JsonObject Value(FieldDescriptor field) =>
        field.FieldType switch
        {
            FieldType.Message or FieldType.Group => Reference(field.MessageType),
            FieldType.Bool => new JsonObject { ["type"] = "boolean" },
            FieldType.String => new JsonObject { ["type"] = "string" },
            FieldType.Bytes => new JsonObject { ["type"] = "string", ["pattern"] = "^([A-Za-z0-9+/]{4})*$" },
            FieldType.Float or FieldType.Double => new JsonObject { ["type"] = "number" },
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => Between(int.MinValue, int.MaxValue),
            FieldType.UInt32 or FieldType.Fixed32 => Between(0, uint.MaxValue),
            FieldType.UInt64 or FieldType.Fixed64 => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{1,19}$" },
            FieldType.Enum => new JsonObject
            {
                ["enum"] = new JsonArray([.. field.EnumType.Values.Select(value => JsonValue.Create(value.Name))]),
            },
            _ => new JsonObject { ["type"] = "string", ["pattern"] = WholeNumber },
        };

    private JsonObject WellKnown(MessageDescriptor type, string name) =>
        name switch
        {
            "Timestamp" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            "Duration" => new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9]{1,6}(\.[0-9]{3})?s$" },
            "FieldMask" => new JsonObject { ["type"] = "string" },
            "Struct" => new JsonObject { ["type"] = "object" },
            "ListValue" => new JsonObject { ["type"] = "array" },
            "Value" => [],
            "Any" => new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["@type"] = new JsonObject { ["type"] = "string" } },
            },
            _ => Value(type.FindFieldByNumber(1)),
        };

    private static JsonObject Between(long least, long most) =>
        new()
        {
            ["type"] = "integer",
            ["minimum"] = least,
            ["maximum"] = most,
        };
}
