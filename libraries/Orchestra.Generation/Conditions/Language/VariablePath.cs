namespace Orchestra.Generation.Conditions.Language;

/// <summary>A variable's name: <c>customer.age</c> has two segments.</summary>
/// <param name="segments">The names, from the outermost.</param>
/// <param name="version">Tells apart the values that one name has at several places of a path; empty as it is read.</param>
internal sealed class VariablePath(IReadOnlyList<string> segments, string version = "") : IEquatable<VariablePath>
{
    private readonly string _key = $"{string.Join('\u0001', segments)}\u0002{version}";

    public IReadOnlyList<string> Segments { get; } = segments;

    public string Version { get; } = version;

    public VariablePath WithVersion(string version) => new(Segments, version);

    public bool Equals(VariablePath? other) => other is not null && string.Equals(_key, other._key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as VariablePath);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_key);

    /// <summary>Names joined by dots, as conditions write them.</summary>
    public override string ToString() => string.Join('.', Segments);
}
