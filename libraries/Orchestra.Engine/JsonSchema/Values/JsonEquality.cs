using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Values;

/// <summary>Equality as JSON Schema means it: numbers by value, objects regardless of order, strings by code points.</summary>
internal static class JsonEquality
{
    // Values alike down to here get the same hash: correct, only slower to tell apart.
    private const int HashedDepth = 16;

    // As deep as evaluation goes by default; unwinding a much deeper stack would take seconds.
    private const int ComparedDepth = 1024;

    /// <exception cref="InsufficientExecutionStackException">The values are nested too deeply.</exception>
    public static bool AreEqual(JsonElement left, JsonElement right) => AreEqual(left, right, 0);

    /// <summary>A hash that equal values share.</summary>
    public static int HashOf(JsonElement value) => HashOf(value, 0);

    private static bool AreEqual(JsonElement left, JsonElement right, int depth)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        switch (left.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.AreEqual(JsonText.Raw(left), JsonText.Raw(right));
            case JsonValueKind.Number:
                return JsonNumber.Compare(JsonNumber.From(left), JsonNumber.From(right)) == 0;
            case JsonValueKind.Array:
                RequireRoom(depth);
                return ArraysAreEqual(left, right, depth + 1);
            case JsonValueKind.Object:
                RequireRoom(depth);
                return ObjectsAreEqual(left, right, depth + 1);
            default:
                return true;
        }
    }

    private static void RequireRoom(int depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (depth >= ComparedDepth)
        {
            throw new InsufficientExecutionStackException("the values are nested too deeply to be compared");
        }
    }

    private static bool ArraysAreEqual(JsonElement left, JsonElement right, int depth)
    {
        if (left.GetArrayLength() != right.GetArrayLength())
        {
            return false;
        }

        using var rights = right.EnumerateArray().GetEnumerator();
        foreach (var item in left.EnumerateArray())
        {
            rights.MoveNext();
            if (!AreEqual(item, rights.Current, depth))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ObjectsAreEqual(JsonElement left, JsonElement right, int depth)
    {
        var lefts = PropertiesOf(left);
        var rights = PropertiesOf(right);
        if (lefts.Count != rights.Count)
        {
            return false;
        }

        foreach (var (name, value) in lefts)
        {
            if (!rights.TryGetValue(name, out var other) || !AreEqual(value, other, depth))
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, JsonElement> PropertiesOf(JsonElement value)
    {
        var properties = new Dictionary<string, JsonElement>(value.GetPropertyCount(), StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            properties[JsonText.NameOf(property)] = property.Value;
        }

        return properties;
    }

    private static int HashOf(JsonElement value, int depth)
    {
        var hash = new HashCode();
        hash.Add(value.ValueKind);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                AddText(ref hash, JsonText.Raw(value));
                break;
            case JsonValueKind.Number:
                JsonNumber.From(value).AddTo(ref hash);
                break;
            case JsonValueKind.Array when depth < HashedDepth:
                foreach (var item in value.EnumerateArray())
                {
                    hash.Add(HashOf(item, depth + 1));
                }

                break;
            case JsonValueKind.Object when depth < HashedDepth:
                hash.Add(HashOfProperties(value, depth));
                break;
            default:
                break;
        }

        return hash.ToHashCode();
    }

    // A sum, because the order of properties does not count; the last of equal names does.
    private static int HashOfProperties(JsonElement value, int depth)
    {
        var sum = 0;
        foreach (var (name, property) in PropertiesOf(value))
        {
            sum = unchecked(sum + HashCode.Combine(name, HashOf(property, depth + 1)));
        }

        return sum;
    }

    private static void AddText(ref HashCode hash, ReadOnlySpan<byte> raw)
    {
        if (raw.Contains((byte)'\\'))
        {
            hash.AddBytes(System.Text.Encoding.UTF8.GetBytes(JsonText.Decode(raw)));
        }
        else
        {
            hash.AddBytes(raw);
        }
    }
}
