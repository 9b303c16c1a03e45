using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestra.Engine.Outbound;

/// <summary>A range as its CIDR text in JSON, so that a run's plan can hold its policy.</summary>
internal sealed class AddressRangeConverter : JsonConverter<AddressRange>
{
    public override AddressRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return AddressRange.TryParse(text, out var range, out var fault) ? range : throw new JsonException(fault);
    }

    public override void Write(Utf8JsonWriter writer, AddressRange value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
