namespace Orchestra.Engine.JsonSchema;

/// <summary>A schema cannot be used; <see cref="Faults"/> lists everything wrong with it, not only the first find.</summary>
public sealed class SchemaException(IReadOnlyList<SchemaFault> faults) : Exception(Describe(faults))
{
    private const int Shown = 20;

    /// <summary>Every fault found, in the order of discovery; never empty.</summary>
    public IReadOnlyList<SchemaFault> Faults { get; } = faults;

    private static string Describe(IReadOnlyList<SchemaFault> faults)
    {
        var shown = string.Join("; ", faults.Take(Shown));
        var rest = faults.Count > Shown ? $"; and {faults.Count - Shown} more" : "";
        return $"the schema has {faults.Count} fault{(faults.Count == 1 ? "" : "s")}: {shown}{rest}";
    }
}
