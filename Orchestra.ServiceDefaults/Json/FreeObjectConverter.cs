using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Orchestra.ServiceDefaults.Json;

/// <summary>
/// Reads free JSON objects of a request. The serialiser's own converter answers a key that is given twice inside one with an
/// ArgumentException, which would be an error of ours; here it is the fault of the request that it is.
/// </summary>
internal sealed class FreeObjectConverter : JsonConverter<JsonObject>
{
    /// <inheritdoc />
    public override JsonObject? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("a JSON object belongs here");
        }

        using var document = JsonDocument.ParseValue(ref reader);
        DemandUniqueKeys(document.RootElement);
        return JsonObject.Create(document.RootElement.Clone());
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, JsonObject value, JsonSerializerOptions options) => value.WriteTo(writer, options);

    // The reader's greatest depth bounds the recursion.
    private static void DemandUniqueKeys(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                DemandUniqueKeys(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in element.EnumerateObject())
            {
                if (!keys.Add(property.Name))
                {
                    throw new JsonException($"the key '{property.Name}' is given twice in one object: keep one");
                }

                DemandUniqueKeys(property.Value);
            }
        }
    }
}
