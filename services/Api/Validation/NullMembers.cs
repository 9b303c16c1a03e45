using System.Collections;
using System.Text.Json.Nodes;
using Orchestra.Contracts;

namespace Orchestra.Api.Validation;

/// <summary>
/// Finds what a body sets to null although its contract says that there is always a value: the reader takes it, and whoever uses it
/// later would fall over it.
/// </summary>
internal static class NullMembers
{
    public static void Find(object value, string path, FaultList faults)
    {
        if (value is string or JsonNode || value.GetType().IsValueType)
        {
            return;
        }

        if (value is IDictionary map)
        {
            // The values of a map may be null where the contract says JsonNode?; elsewhere its users check.
            foreach (DictionaryEntry entry in map)
            {
                Item(entry.Value, $"{path}.{entry.Key}", faults, mayBeNull: true);
            }
        }
        else if (value is IEnumerable items)
        {
            var i = 0;
            foreach (var item in items)
            {
                Item(item, $"{path}[{i++}]", faults, mayBeNull: false);
            }
        }
        else
        {
            Members(value, path, faults);
        }
    }

    private static void Members(object value, string path, FaultList faults)
    {
        foreach (var property in OrchestraJson.Options.GetTypeInfo(value.GetType()).Properties)
        {
            if (property.Get is { } get)
            {
                Item(get(value), path.Length == 0 ? property.Name : $"{path}.{property.Name}", faults, property.IsGetNullable);
            }
        }
    }

    private static void Item(object? item, string path, FaultList faults, bool mayBeNull)
    {
        if (item is not null)
        {
            Find(item, path, faults);
        }
        else if (!mayBeNull)
        {
            faults.Add(path, $"{path} must not be null: give it a value or leave it out");
        }
    }
}
