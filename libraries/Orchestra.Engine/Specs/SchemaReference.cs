namespace Orchestra.Engine.Specs;

/// <summary>A reference between schemas.</summary>
/// <param name="Source">Index of the text that refers.</param>
/// <param name="Target">Index of the schema that it names.</param>
internal readonly record struct SchemaReference(int Source, int Target);
