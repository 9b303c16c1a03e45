using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>JSON of the types for which proto3's JSON mapping has a form of its own.</summary>
internal sealed class WellKnownDecoder(ProtoSchema schema, MessageDecoder decoder)
{
    public const string NullValue = "google.protobuf.NullValue";

    private static readonly HashSet<string> Wrappers =
    [
        "DoubleValue",
        "FloatValue",
        "Int64Value",
        "UInt64Value",
        "Int32Value",
        "UInt32Value",
        "BoolValue",
        "StringValue",
        "BytesValue",
    ];

    private static readonly HashSet<string> Others = ["Any", "Timestamp", "Duration", "FieldMask", "Struct", "Value", "ListValue"];

    /// <summary>The short name of a type that has a form of its own; null for all others.</summary>
    public static string? NameOf(MessageDescriptor type) =>
        type.File.Package == "google.protobuf" && (Wrappers.Contains(type.Name) || Others.Contains(type.Name)) ? type.Name : null;

    public static bool Knows(MessageDescriptor type) => NameOf(type) is not null;

    public static bool IsWrapper(MessageDescriptor type) => NameOf(type) is { } name && Wrappers.Contains(name);

    public JsonNode? Decode(MessageDescriptor type, Dictionary<int, List<WireField>> fields, int depth) =>
        type.Name switch
        {
            "Any" => Any(type, fields, depth),
            "Timestamp" => ProtoTimes.Timestamp(Long(fields, 1), (int)Long(fields, 2)),
            "Duration" => ProtoTimes.Duration(Long(fields, 1), (int)Long(fields, 2)),
            "FieldMask" => string.Join(',', Texts(type.FindFieldByNumber(1), fields).Select(CamelPath)),
            "Struct" => decoder.Map(type.FindFieldByNumber(1), fields.GetValueOrDefault(1) ?? [], depth),
            "ListValue" => decoder.Repeated(type.FindFieldByNumber(1), fields.GetValueOrDefault(1) ?? [], depth),
            "Value" => Value(type, fields, depth),
            _ => decoder.Single(type.FindFieldByNumber(1), fields.GetValueOrDefault(1), depth),
        };

    private JsonNode? Value(MessageDescriptor type, Dictionary<int, List<WireField>> fields, int depth)
    {
        if (fields.Keys.FirstOrDefault() is not (> 0 and var number))
        {
            return null;
        }

        var value = decoder.Single(type.FindFieldByNumber(number), fields[number], depth);
        return number == 2 && value?.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? throw new ProtoException($"a google.protobuf.Value is {value}, which JSON has no number for")
            : value;
    }

    private JsonObject Any(MessageDescriptor type, Dictionary<int, List<WireField>> fields, int depth)
    {
        var url = fields.TryGetValue(1, out var urls) ? MessageDecoder.Text(type.FindFieldByNumber(1), urls[^1].Data) : "";
        var data = fields.TryGetValue(2, out var values) ? values[^1].Data : default;
        if (url.Length == 0)
        {
            return new JsonObject();
        }

        // A type that the spec does not have keeps its bytes: they say more than a failed step.
        if (schema.FindMessage(url[(url.LastIndexOf('/') + 1)..]) is not { } inner)
        {
            return new JsonObject { ["@type"] = url, ["@value"] = Convert.ToBase64String(data.Span) };
        }

        var value = decoder.Message(inner, data, depth + 1);
        var any = new JsonObject { ["@type"] = url };
        if (Knows(inner) || value is not JsonObject members)
        {
            any["value"] = value;
            return any;
        }

        foreach (var (name, member) in members.ToList())
        {
            members.Remove(name);
            any[name] = member;
        }

        return any;
    }

    private static IEnumerable<string> Texts(FieldDescriptor field, Dictionary<int, List<WireField>> fields) =>
        (fields.GetValueOrDefault(1) ?? []).Select(value => MessageDecoder.Text(field, value.Data));

    private static string CamelPath(string path)
    {
        var camel = new System.Text.StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            var isHump = path[i] == '_' && i + 1 < path.Length && char.IsAsciiLetterLower(path[i + 1]);
            if (char.IsAsciiLetterUpper(path[i]) || (path[i] == '_' && !isHump))
            {
                throw new ProtoException(
                    string.Create(CultureInfo.InvariantCulture, $"the field mask's path '{path}' has no form in JSON")
                );
            }

            camel.Append(isHump ? char.ToUpperInvariant(path[++i]) : path[i]);
        }

        return camel.ToString();
    }

    private static long Long(Dictionary<int, List<WireField>> fields, int number) =>
        fields.TryGetValue(number, out var values) ? (long)values[^1].Bits : 0;
}
