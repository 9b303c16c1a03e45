namespace Orchestra.Generation.Wiring;

/// <summary>A scalar member of an answer that may identify something.</summary>
/// <param name="Path">Where it is in the body: names and indexes.</param>
/// <param name="Words">Stems of its name's words.</param>
/// <param name="Type">Its JSON type; null when the schema does not say.</param>
/// <param name="Resources">Words of what it is a member of, by schema name, title, path or property.</param>
/// <param name="IsListed">Whether it is in a list: then there may be none.</param>
internal sealed record ResponseField(
    IReadOnlyList<object> Path,
    IReadOnlyList<string> Words,
    string? Type,
    IReadOnlyList<IReadOnlyList<string>> Resources,
    bool IsListed
);
