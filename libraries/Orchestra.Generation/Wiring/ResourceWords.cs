using Orchestra.Generation.Binding;

namespace Orchestra.Generation.Wiring;

/// <summary>Names of resources as words that can be compared: <c>LoanApplicationResponse</c> and <c>loan-applications</c> → loan, application.</summary>
internal static class ResourceWords
{
    private static readonly HashSet<string> _wrappers = new(
        [
            .. new[]
            {
                "response",
                "dto",
                "resource",
                "result",
                "view",
                "model",
                "detail",
                "record",
                "entity",
                "payload",
                "output",
                "info",
                "created",
                "new",
            }.Select(Words.Stem),
        ],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> _ids = new(StringComparer.Ordinal) { "id", "uuid", "guid" };
    private static readonly HashSet<string> _keys = new(
        [.. new[] { "key", "number", "no", "ref", "reference", "token", "code" }.Select(Words.Stem)],
        StringComparer.Ordinal
    );

    /// <summary>Stems of all words of a name, <c>id</c> included.</summary>
    public static IReadOnlyList<string> Of(string name) => [.. Words.Split(name).Select(word => word == "ids" ? "id" : Words.Stem(word))];

    /// <summary>The words of a schema's name or title without what only says that it is a schema.</summary>
    public static IReadOnlyList<string> OfSchema(string name)
    {
        var words = Of(name);
        var kept = words.Where(w => !_wrappers.Contains(w)).ToList();
        return kept.Count > 0 ? kept : words;
    }

    /// <summary>Whether the word says identity: id, uuid, guid.</summary>
    public static bool IsId(string word) => _ids.Contains(word);

    /// <summary>Whether the word may say identity: number, key, reference.</summary>
    public static bool IsKey(string word) => _keys.Contains(word);

    /// <summary>Whether two names are the same words.</summary>
    public static bool Same(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.SequenceEqual(right, StringComparer.Ordinal);

    /// <summary>Whether one name ends with the other: <c>loan account</c> and <c>account</c>.</summary>
    public static bool Related(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var (longer, shorter) = left.Count >= right.Count ? (left, right) : (right, left);
        return shorter.Count > 0 && Same([.. longer.Skip(longer.Count - shorter.Count)], shorter);
    }
}
