using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using static Google.Protobuf.WireFormat;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>
/// Turns messages into JSON by their descriptors, as proto3's JSON mapping says, with the values of fields that were not sent where those
/// have no presence: a rule may ask for a 0. Unknown fields are skipped. Bounded in depth and in values, for bytes that nobody vouches for.
/// </summary>
internal sealed class MessageDecoder(ProtoSchema schema)
{
    private const int MaxDepth = 100;
    private const int MaxValues = 500_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _values;

    /// <summary>The message's JSON; for well-known types what stands for them.</summary>
    /// <exception cref="ProtoException">The bytes are no message of this type.</exception>
    public JsonNode? Decode(MessageDescriptor type, ReadOnlyMemory<byte> bytes) => Message(type, bytes, 1);

    internal JsonNode? Message(MessageDescriptor type, ReadOnlyMemory<byte> bytes, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ProtoException($"messages are nested more than {MaxDepth} deep");
        }

        Charge();
        var fields = Read(type, bytes);
        return WellKnownDecoder.Knows(type) ? new WellKnownDecoder(schema, this).Decode(type, fields, depth) : Members(type, fields, depth);
    }

    internal JsonObject Members(MessageDescriptor type, Dictionary<int, List<WireField>> fields, int depth)
    {
        var members = new JsonObject();
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            var sent = fields.GetValueOrDefault(field.FieldNumber);
            if (sent is not null || !field.HasPresence)
            {
                members[field.JsonName] =
                    field.IsMap ? Map(field, sent ?? [], depth + 1)
                    : field.IsRepeated ? Repeated(field, sent ?? [], depth + 1)
                    : Single(field, sent, depth + 1);
            }
            else if (field.IsRequired)
            {
                throw new ProtoException($"the required field {field.FullName} is missing");
            }
        }

        return members;
    }

    internal JsonArray Repeated(FieldDescriptor field, List<WireField> sent, int depth)
    {
        var items = new JsonArray();
        foreach (var value in sent)
        {
            if (value.Type != WireType.LengthDelimited || !field.IsPackable())
            {
                items.Add(Single(field, [value], depth + 1));
                continue;
            }

            var packed = new WireReader(value.Data);
            while (packed.TryReadPacked(field.FieldNumber, field.WireTypeOf(), out var item))
            {
                items.Add(Single(field, [item], depth + 1));
            }
        }

        return items;
    }

    internal JsonObject Map(FieldDescriptor field, List<WireField> sent, int depth)
    {
        var (keyField, valueField) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
        var members = new JsonObject();
        foreach (var entry in sent)
        {
            var fields = Read(field.MessageType, entry.Data);
            var key = Single(keyField, fields.GetValueOrDefault(1), depth)!;
            members[key.ToString() is "True" or "False" ? key.ToString().ToLowerInvariant() : key.ToString()] = Single(
                valueField,
                fields.GetValueOrDefault(2) ?? (valueField.IsMessage() ? [default] : null),
                depth + 1
            );
        }

        return members;
    }

    /// <summary>One value; the default where nothing was sent.</summary>
    internal JsonNode? Single(FieldDescriptor field, List<WireField>? sent, int depth)
    {
        if (field.IsMessage())
        {
            return Message(field.MessageType, Merged(sent ?? []), depth);
        }

        Charge();
        return Scalar(field, sent is null ? default : sent[^1]);
    }

    /// <summary>A text, which must be UTF-8.</summary>
    internal static string Text(FieldDescriptor field, ReadOnlyMemory<byte> data)
    {
        try
        {
            return Utf8.GetString(data.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new ProtoException($"the text of {field.FullName} is not UTF-8");
        }
    }

    // The last one wins, and of a oneof the last member; parts of one message that was sent in several are merged by their bytes.
    private Dictionary<int, List<WireField>> Read(MessageDescriptor type, ReadOnlyMemory<byte> bytes)
    {
        var fields = new Dictionary<int, List<WireField>>();
        var reader = new WireReader(bytes);
        while (reader.TryRead(out var value))
        {
            if (type.FindFieldByNumber(value.Number) is not { } field || !Fits(field, value))
            {
                continue;
            }

            Charge();
            foreach (var other in field.ContainingOneof?.Fields ?? [])
            {
                if (other.FieldNumber != field.FieldNumber)
                {
                    fields.Remove(other.FieldNumber);
                }
            }

            if (!fields.TryGetValue(value.Number, out var values))
            {
                fields.Add(value.Number, values = []);
            }
            else if (!field.IsRepeated && !field.IsMessage())
            {
                values.Clear();
            }

            values.Add(value);
        }

        return fields;
    }

    private static bool Fits(FieldDescriptor field, WireField value) =>
        value.Type == field.WireTypeOf() || (field.IsRepeated && field.IsPackable() && value.Type == WireType.LengthDelimited);

    private static ReadOnlyMemory<byte> Merged(List<WireField> parts) =>
        parts.Count switch
        {
            0 => default,
            1 => parts[0].Data,
            _ => parts.SelectMany(part => part.Data.ToArray()).ToArray(),
        };

    private static JsonValue? Scalar(FieldDescriptor field, WireField value) =>
        field.FieldType switch
        {
            FieldType.Int32 or FieldType.SFixed32 => JsonValue.Create((int)value.Bits),
            FieldType.UInt32 or FieldType.Fixed32 => JsonValue.Create((uint)value.Bits),
            FieldType.SInt32 => JsonValue.Create((int)((uint)value.Bits >> 1) ^ -(int)(value.Bits & 1)),
            FieldType.Int64 or FieldType.SFixed64 => JsonValue.Create(((long)value.Bits).ToString(CultureInfo.InvariantCulture)),
            FieldType.UInt64 or FieldType.Fixed64 => JsonValue.Create(value.Bits.ToString(CultureInfo.InvariantCulture)),
            FieldType.SInt64 => JsonValue.Create(
                ((long)(value.Bits >> 1) ^ -(long)(value.Bits & 1)).ToString(CultureInfo.InvariantCulture)
            ),
            FieldType.Bool => JsonValue.Create(value.Bits != 0),
            FieldType.Float => Number(BitConverter.UInt32BitsToSingle((uint)value.Bits)),
            FieldType.Double => Number(BitConverter.UInt64BitsToDouble(value.Bits)),
            FieldType.String => JsonValue.Create(Text(field, value.Data)),
            FieldType.Bytes => JsonValue.Create(Convert.ToBase64String(value.Data.Span)),
            _ => Enum(field.EnumType, (int)value.Bits),
        };

    // A value that the enum does not name is its number: the server may be newer than the spec.
    private static JsonValue? Enum(EnumDescriptor type, int number) =>
        type.FullName == WellKnownDecoder.NullValue ? null
        : type.FindValueByNumber(number) is { } named ? JsonValue.Create(named.Name)
        : JsonValue.Create(number);

    // The shortest digits that give this float, not those of the double next to it.
    private static JsonValue Number(float value) =>
        float.IsFinite(value)
            ? Number(double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            : Number((double)value);

    private static JsonValue Number(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value)
        : double.IsNaN(value) ? JsonValue.Create("NaN")
        : JsonValue.Create(value > 0 ? "Infinity" : "-Infinity");

    private void Charge()
    {
        if (++_values > MaxValues)
        {
            throw new ProtoException($"the answer has more than {MaxValues} values", isOurLimit: true);
        }
    }
}
