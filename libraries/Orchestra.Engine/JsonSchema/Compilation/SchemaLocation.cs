using System.Text.Json;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>A place in a document, with what stands there.</summary>
internal readonly record struct SchemaLocation(SchemaSource Source, string Pointer, JsonElement Element)
{
    /// <summary>The pointer as errors show it.</summary>
    public string Shown => Source.PointerPrefix + Pointer;

    /// <summary>What names the place: the same for every way that leads there.</summary>
    public (SchemaSource Source, string Pointer) Key => (Source, Pointer);

    public SchemaLocation Child(string token, JsonElement element) => new(Source, JsonPointer.Append(Pointer, token), element);

    public SchemaLocation Child(int index, JsonElement element) => new(Source, $"{Pointer}/{index}", element);

    /// <summary>Follows a JSON Pointer from here; null when it leads nowhere.</summary>
    public SchemaLocation? Follow(string pointer)
    {
        var location = this;
        foreach (var token in pointer.Split('/').Skip(1).Select(JsonPointer.Unescape))
        {
            if (!JsonPointer.TryStep(location.Element, token, out var next))
            {
                return null;
            }

            location = location.Child(token, next);
        }

        return location;
    }
}
