using System.Text.Json;
using Orchestra.Engine.JsonSchema.Compilation;

namespace Orchestra.Engine.JsonSchema;

/// <summary>
/// A document whose schemas are compiled one by one and share what they have in common: compiling every
/// response of a large OpenAPI document visits each component once. Safe for use by several threads.
/// </summary>
public sealed class SchemaDocument
{
    private readonly Lock _gate = new();
    private readonly SchemaBuilder _builder;
    private readonly SchemaOptions _options;

    /// <summary>Takes a copy of the document.</summary>
    public SchemaDocument(JsonElement document, SchemaDialect dialect, SchemaOptions? options = null)
    {
        if (document.ValueKind == JsonValueKind.Undefined)
        {
            throw new ArgumentException("the schema document is empty", nameof(document));
        }

        _options = options ?? SchemaOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxErrors, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxDepth, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxEvaluations, 1, nameof(options));
        Dialect = dialect;
        _builder = new SchemaBuilder(document.Clone(), dialect, _options);
    }

    /// <summary>How this document's schemas are read.</summary>
    public SchemaDialect Dialect { get; }

    /// <summary>Compiles the schema at a JSON Pointer, with everything it refers to; a leading <c>#</c> is allowed.</summary>
    /// <exception cref="SchemaException">The schema, or one that it refers to, is faulty.</exception>
    public CompiledSchema Compile(string pointer = "")
    {
        ArgumentNullException.ThrowIfNull(pointer);
        lock (_gate)
        {
            return new CompiledSchema(_builder.Build(pointer), _options);
        }
    }
}
