using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>Writes fields that are no messages.</summary>
internal static class ScalarEncoder
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the field; why it cannot be, to follow its place.</summary>
    public static string? FaultOf(CodedOutputStream output, FieldDescriptor field, JsonNode? value)
    {
        var (text, kind) = MessageEncoder.Read(value);
        var fault = default(string);
        switch (field.FieldType)
        {
            case FieldType.Bool when kind is JsonValueKind.True or JsonValueKind.False:
                Tag(output, field).WriteBool(kind == JsonValueKind.True);
                break;
            case FieldType.Bool:
                fault = "must be true or false";
                break;
            case FieldType.String or FieldType.Bytes:
                fault = kind == JsonValueKind.String ? Text(output, field, text) : "must be a string";
                break;
            case FieldType.Enum:
                fault = Enum(output, field, text, kind);
                break;
            case FieldType.Float or FieldType.Double:
                fault = Floating(output, field, text, kind);
                break;
            default:
                fault = Integer(output, field, text, kind);
                break;
        }

        return fault;
    }

    private static CodedOutputStream Tag(CodedOutputStream output, FieldDescriptor field)
    {
        output.WriteTag(field.FieldNumber, field.WireTypeOf());
        return output;
    }

    private static string? Text(CodedOutputStream output, FieldDescriptor field, string text)
    {
        if (field.FieldType == FieldType.Bytes)
        {
            if (Base64(text) is not { } bytes)
            {
                return "must be base64";
            }

            Tag(output, field).WriteBytes(ByteString.CopyFrom(bytes));
            return null;
        }

        try
        {
            Tag(output, field).WriteBytes(ByteString.CopyFrom(Utf8.GetBytes(text)));
            return null;
        }
        catch (EncoderFallbackException)
        {
            return "holds half of a surrogate pair, which UTF-8 cannot write";
        }
    }

    // The standard alphabet or the one for URLs, padded or not.
    private static byte[]? Base64(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var buffer = new byte[plain.Length];
        return Convert.TryFromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='), buffer, out var written)
            ? buffer[..written]
            : null;
    }

    private static string? Enum(CodedOutputStream output, FieldDescriptor field, string text, JsonValueKind kind)
    {
        var type = field.EnumType;
        if (kind == JsonValueKind.Null && type.FullName == WellKnownDecoder.NullValue)
        {
            Tag(output, field).WriteEnum(0);
        }
        else if (kind == JsonValueKind.String && type.FindValueByName(text) is { } named)
        {
            Tag(output, field).WriteEnum(named.Number);
        }
        else if (kind == JsonValueKind.Number && WholeNumber(text) is >= int.MinValue and <= int.MaxValue and var number)
        {
            Tag(output, field).WriteEnum((int)number);
        }
        else
        {
            return $"must be one of {string.Join(", ", type.Values.Take(20).Select(value => value.Name))}, or a number";
        }

        return null;
    }

    private static string? Floating(CodedOutputStream output, FieldDescriptor field, string text, JsonValueKind kind)
    {
        var isKind = kind is JsonValueKind.Number or JsonValueKind.String;
        var isSpecial = kind == JsonValueKind.String && text is "NaN" or "Infinity" or "-Infinity";
        if (
            !isKind
            || !double.TryParse(text, isSpecial ? NumberStyles.Float : Whole, CultureInfo.InvariantCulture, out var value)
            || (!isSpecial && !double.IsFinite(value))
        )
        {
            return "must be a number, or one of the strings NaN, Infinity and -Infinity";
        }

        if (field.FieldType == FieldType.Double)
        {
            Tag(output, field).WriteDouble(value);
        }
        else if (isSpecial || float.IsFinite((float)value))
        {
            Tag(output, field).WriteFloat((float)value);
        }
        else
        {
            return "is beyond what a float holds";
        }

        return null;
    }

    private static string? Integer(CodedOutputStream output, FieldDescriptor field, string text, JsonValueKind kind)
    {
        var (least, most) = RangeOf(field.FieldType);
        if (
            kind is not (JsonValueKind.Number or JsonValueKind.String)
            || WholeNumber(text) is not { } value
            || value < least
            || value > most
        )
        {
            return string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}");
        }

        Tag(output, field);
        switch (field.FieldType)
        {
            case FieldType.Int32 or FieldType.Int64:
                output.WriteInt64((long)value);
                break;
            case FieldType.UInt32 or FieldType.UInt64:
                output.WriteUInt64((ulong)value);
                break;
            case FieldType.SInt32 or FieldType.SInt64:
                output.WriteSInt64((long)value);
                break;
            case FieldType.Fixed32:
                output.WriteFixed32((uint)value);
                break;
            case FieldType.SFixed32:
                output.WriteSFixed32((int)value);
                break;
            case FieldType.Fixed64:
                output.WriteFixed64((ulong)value);
                break;
            default:
                output.WriteSFixed64((long)value);
                break;
        }

        return null;
    }

    private static (decimal Least, decimal Most) RangeOf(FieldType type) =>
        type switch
        {
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int.MinValue, int.MaxValue),
            FieldType.UInt32 or FieldType.Fixed32 => (0, uint.MaxValue),
            FieldType.UInt64 or FieldType.Fixed64 => (0, ulong.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };

    private static decimal? WholeNumber(string text) =>
        text.Length <= 100 && decimal.TryParse(text, Whole, CultureInfo.InvariantCulture, out var value) && value == decimal.Truncate(value)
            ? value
            : null;
}
