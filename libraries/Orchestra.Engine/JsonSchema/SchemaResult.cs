namespace Orchestra.Engine.JsonSchema;

/// <summary>The outcome of one validation.</summary>
public sealed class SchemaResult
{
    internal static readonly SchemaResult Valid = new([]);

    internal SchemaResult(IReadOnlyList<SchemaError> errors) => Errors = errors;

    /// <summary>True when the instance meets the schema.</summary>
    public bool IsValid => Errors.Count == 0;

    /// <summary>The violations, in the order of discovery and capped by <see cref="SchemaOptions.MaxErrors"/>.</summary>
    public IReadOnlyList<SchemaError> Errors { get; }
}
