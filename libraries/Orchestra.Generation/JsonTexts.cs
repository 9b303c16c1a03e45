using System.Text.Json;

namespace Orchestra.Generation;

/// <summary>Reads texts of foreign JSON, which may hold halves of surrogate pairs that .NET refuses to turn into strings.</summary>
internal static class JsonTexts
{
    /// <summary>The string; null where the element is none or is not Unicode.</summary>
    public static string? TextOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The member's name; null where it is not Unicode.</summary>
    public static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
