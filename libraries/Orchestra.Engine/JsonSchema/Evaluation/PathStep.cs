namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>One step down the instance: a property's name, or an item's position when the name is null.</summary>
internal readonly record struct PathStep(string? Name, int Index);
