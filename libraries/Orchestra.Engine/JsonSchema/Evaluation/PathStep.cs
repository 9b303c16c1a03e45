using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>One step down the instance: a property, or an item's position where that is not negative. The name is only read when it is told.</summary>
internal readonly record struct PathStep(JsonProperty Property, int Index)
{
    /// <summary>What the index of a property is.</summary>
    public const int None = -1;
}
