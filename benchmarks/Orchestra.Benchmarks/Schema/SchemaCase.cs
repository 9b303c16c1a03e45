using Orchestra.Engine.JsonSchema;

namespace Orchestra.Benchmarks.Schema;

/// <summary>One schema and one instance, as text: both sides get the same.</summary>
/// <param name="Name">The case in the figures.</param>
/// <param name="Draft">The dialect.</param>
/// <param name="Schema">The document.</param>
/// <param name="Pointer">Where in it the schema stands.</param>
/// <param name="Instance">What is parsed and validated each time.</param>
/// <param name="Valid">What both must say.</param>
internal sealed record SchemaCase(string Name, string Draft, string Schema, string Pointer, string Instance, bool Valid)
{
    /// <summary>The dialect as the validator names it.</summary>
    public SchemaDialect Dialect =>
        SchemaDialects.TryParse(Draft, out var dialect) ? dialect : throw new BenchmarkException($"the draft {Draft} is not known");
}
