using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Values;

/// <summary><see cref="JsonEquality"/> for collections.</summary>
internal sealed class JsonElementComparer : IEqualityComparer<JsonElement>
{
    public static readonly JsonElementComparer Instance = new();

    public bool Equals(JsonElement x, JsonElement y) => JsonEquality.AreEqual(x, y);

    public int GetHashCode(JsonElement obj) => JsonEquality.HashOf(obj);
}
