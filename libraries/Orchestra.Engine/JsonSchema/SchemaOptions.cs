using System.Text.Json;

namespace Orchestra.Engine.JsonSchema;

/// <summary>What a compiled schema checks, and the bounds that keep a hostile schema or instance from taking the process down.</summary>
public sealed record SchemaOptions
{
    /// <summary>The defaults: formats are annotations, no other documents.</summary>
    public static SchemaOptions Default { get; } = new();

    /// <summary>Checks <c>format</c> instead of treating it as an annotation.</summary>
    /// <value>False by default.</value>
    public bool AssertFormats { get; init; }

    /// <summary>Which way the message travels; counts in the OpenAPI 3.0 dialect only.</summary>
    /// <value><see cref="MessageDirection.Any"/> by default.</value>
    public MessageDirection Direction { get; init; }

    /// <summary>Errors reported by one validation; it stops looking for more when they are reached.</summary>
    /// <value>100 by default; at least 1.</value>
    public int MaxErrors { get; init; } = 100;

    /// <summary>Schemas nested in one another while one instance is evaluated, references included.</summary>
    /// <value>1,024 by default; at least 1.</value>
    public int MaxDepth { get; init; } = 1024;

    /// <summary>Schemas evaluated for one instance: the end of schemas that double their work at each level.</summary>
    /// <value>10 million by default; at least 1.</value>
    public long MaxEvaluations { get; init; } = 10_000_000;

    /// <summary>Other documents that references may lead to, by absolute URI. Nothing is ever fetched.</summary>
    /// <value>None by default.</value>
    public IReadOnlyDictionary<string, JsonElement> Documents { get; init; } = new Dictionary<string, JsonElement>();
}
