namespace Orchestra.Engine.JsonSchema;

/// <summary>One thing wrong with a schema, and where: <paramref name="Pointer"/> is a JSON Pointer into the schema's document.</summary>
public sealed record SchemaFault(string Pointer, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Pointer.Length == 0 ? "(root)" : Pointer)}: {Message}";
}
