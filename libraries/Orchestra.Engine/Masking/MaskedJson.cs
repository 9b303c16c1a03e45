using System.Buffers;
using System.Text.Json;
using Orchestra.Contracts;

namespace Orchestra.Engine.Masking;

/// <summary>Copies JSON with the values of named members hidden, without building a tree of it.</summary>
internal static class MaskedJson
{
    /// <param name="json">Valid JSON in UTF-8.</param>
    /// <param name="names">The members to hide, wherever they stand.</param>
    public static byte[] Of(byte[] json, IReadOnlySet<string> names)
    {
        var depth = OrchestraJson.Options.MaxDepth;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = depth });
        var buffer = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = OrchestraJson.Options.Encoder, MaxDepth = depth }))
        {
            while (reader.Read())
            {
                Copy(ref reader, writer, names);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, IReadOnlySet<string> names)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                var name = reader.GetString()!;
                writer.WritePropertyName(name);
                if (names.Contains(name))
                {
                    Hide(ref reader, writer);
                }

                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.GetString());
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    private static void Hide(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStringValue(Masker.Mask);
        reader.Skip();
    }
}
