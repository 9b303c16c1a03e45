using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http.Writing;

/// <summary>Writes <c>application/x-www-form-urlencoded</c>.</summary>
internal static class FormWriter
{
    public static RequestContent Write(JsonObject members, string type, IReadOnlyDictionary<string, SpecEncoding>? encodings)
    {
        var pairs = members.SelectMany(member => Pairs(member.Key, member.Value, encodings?.GetValueOrDefault(member.Key))).ToList();
        var record = new JsonObject();
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            Add(record, Uri.UnescapeDataString(pair[..equals]), Uri.UnescapeDataString(pair[(equals + 1)..]));
        }

        return new RequestContent(Encoding.UTF8.GetBytes(string.Join('&', pairs)), type, record, members);
    }

    /// <summary>Adds a value to what is recorded under a name; several make an array.</summary>
    public static void Add(JsonObject record, string name, JsonNode value)
    {
        if (!record.TryGetPropertyValue(name, out var before))
        {
            record[name] = value;
        }
        else if (before is JsonArray several)
        {
            several.Add(value);
        }
        else
        {
            record[name] = new JsonArray(before?.DeepClone(), value);
        }
    }

    private static IEnumerable<string> Pairs(string name, JsonNode? value, SpecEncoding? encoding) =>
        encoding is { Style: null, Explode: null, AllowReserved: null } or null
            // An array repeats the name; an object is JSON, and so is an item that is one.
            ? (value is JsonArray items ? items.ToArray() : [value])
                .Where(item => item is not null)
                .Select(item => $"{Escapes.All(name)}={Escapes.All(StepInputs.Text(item)!)}")
            : ParameterWriter.Query(
                name,
                value,
                new SpecParameter(name, "query", false, null)
                {
                    Style = encoding.Style,
                    Explode = encoding.Explode,
                    AllowReserved = encoding.AllowReserved,
                }
            );
}
