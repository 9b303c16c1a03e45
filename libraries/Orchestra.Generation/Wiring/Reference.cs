namespace Orchestra.Generation.Wiring;

/// <summary>A parameter or body field that may name a thing which an earlier step made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Owner">What it belongs to: the path segment before it, or the property that holds it; null at the root of a body.</param>
/// <param name="InPath">Whether it is a path parameter: those nearly always name things.</param>
/// <param name="Type">The JSON type of the value it would have otherwise; null where that does not matter.</param>
internal sealed record Reference(string Name, string? Owner, bool InPath, string? Type)
{
    /// <summary>Names of the kind of thing that it identifies, by what the call answers; none where that does not tell.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Types { get; init; } = [];
}
