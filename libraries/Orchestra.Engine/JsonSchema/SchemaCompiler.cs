using System.Text.Json;

namespace Orchestra.Engine.JsonSchema;

/// <summary>Compiles one schema of a document; to compile several of the same document keep a <see cref="SchemaDocument"/>.</summary>
public static class SchemaCompiler
{
    /// <summary>Compiles the schema at <paramref name="pointer"/> in <paramref name="document"/>, with everything it refers to.</summary>
    /// <param name="document">The whole document: a schema, or for example an OpenAPI document. It is copied, so it may be disposed after.</param>
    /// <param name="dialect">How the document's schemas are to be read.</param>
    /// <param name="pointer">JSON Pointer to the schema; empty for the document itself.</param>
    /// <param name="options">Checks and bounds; <see cref="SchemaOptions.Default"/> when null.</param>
    /// <exception cref="SchemaException">The schema, or one that it refers to, is faulty.</exception>
    public static CompiledSchema Compile(JsonElement document, SchemaDialect dialect, string pointer = "", SchemaOptions? options = null) =>
        new SchemaDocument(document, dialect, options).Compile(pointer);
}
