namespace Orchestra.Generation.Binding;

/// <summary>Brings a verb and its noun together: <c>approve</c> and <c>approval</c>, <c>notify</c> and <c>notification</c>, <c>pay</c> and <c>payment</c>.</summary>
internal static class WordFamily
{
    // On stems: no final e, y as i, no double consonant. The longest ending first.
    private static readonly (string Ending, string Instead, int MinRest)[] _endings =
    [
        ("ication", "i", 3),
        ("ation", "", 4),
        ("ition", "", 4),
        ("ment", "", 3),
        ("atur", "", 3),
        ("anc", "", 4),
        ("ion", "", 4),
        ("al", "", 4),
        ("at", "", 4),
        ("ri", "r", 4),
    ];

    private static readonly Dictionary<string, string> _irregular = new(StringComparer.Ordinal)
    {
        ["registr"] = "register",
        ["decis"] = "decid",
        ["sal"] = "sel",
        ["shipp"] = "ship",
    };

    /// <summary>The family of a stem.</summary>
    public static string Of(string stem)
    {
        foreach (var (ending, instead, minRest) in _endings)
        {
            if (stem.Length >= ending.Length + minRest && stem.EndsWith(ending, StringComparison.Ordinal))
            {
                var rest = stem[..^ending.Length] + instead;
                return _irregular.GetValueOrDefault(rest, Undouble(rest));
            }
        }

        return stem;
    }

    private static string Undouble(string text) => text.Length > 3 && text[^1] == text[^2] ? text[..^1] : text;
}
