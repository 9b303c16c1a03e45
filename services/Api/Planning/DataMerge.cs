using System.Text.Json.Nodes;
using Orchestra.Contracts.Errors;

namespace Orchestra.Api.Planning;

/// <summary>Merges data sets met along a path: objects are joined, and two different values for one key are a fault.</summary>
internal static class DataMerge
{
    /// <summary>Adds <paramref name="from"/> to <paramref name="into"/>.</summary>
    public static void Add(JsonObject into, JsonObject from, string source, ICollection<Fault> faults, string path = "data")
    {
        foreach (var (key, value) in from)
        {
            var place = $"{path}.{key}";
            if (!into.TryGetPropertyValue(key, out var present))
            {
                into[key] = value?.DeepClone();
            }
            else if (present is JsonObject left && value is JsonObject right)
            {
                Add(left, right, source, faults, place);
            }
            else if (!JsonNode.DeepEquals(present, value))
            {
                faults.Add(
                    new Fault(
                        place,
                        null,
                        $"data set '{source}' gives {Text(value)} to {place}, an earlier one on the path gives {Text(present)}"
                    )
                );
            }
        }
    }

    /// <summary>Lays <paramref name="from"/> over <paramref name="into"/>: what the caller chose for this run wins.</summary>
    public static void Override(JsonObject into, JsonObject from)
    {
        foreach (var (key, value) in from)
        {
            if (into[key] is JsonObject left && value is JsonObject right)
            {
                Override(left, right);
            }
            else
            {
                into[key] = value?.DeepClone();
            }
        }
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}
