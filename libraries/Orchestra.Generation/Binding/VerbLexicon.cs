namespace Orchestra.Generation.Binding;

/// <summary>Verbs of task names: which say the same, and which HTTP methods they speak of.</summary>
internal static class VerbLexicon
{
    private static readonly (string Methods, string Words)[] _groups =
    [
        (
            "POST",
            "create add new open register make insert generate record enter post start initiate begin launch prepare draft raise issue"
        ),
        ("POST", "submit apply file place hand"),
        ("POST", "request ask demand"),
        ("POST", "upload attach provide"),
        ("POST", "book reserve order"),
        ("POST PUBLISH", "send dispatch mail deliver"),
        ("POST PUBLISH", "notify inform alert message"),
        ("POST", "pay settle charge transfer disburse"),
        ("POST PUT", "approve accept grant authorize confirm"),
        ("POST PUT", "reject decline refuse deny"),
        ("POST", "calculate compute score evaluate assess rate"),
        ("POST", "perform process execute handle run do"),
        ("POST", "sign"),
        ("GET", "get read view fetch find retrieve show load query lookup display see obtain"),
        ("GET", "list search browse"),
        ("GET POST", "check inspect verify validate"),
        ("GET CONSUME", "wait await receive poll track monitor"),
        ("PUT PATCH", "update change edit modify correct adjust amend revise replace rename set"),
        ("PUT PATCH POST", "complete close finish assign"),
        ("DELETE", "delete remove drop erase discard"),
        ("DELETE POST", "cancel withdraw revoke terminate abort"),
    ];

    private static readonly Dictionary<string, (int Group, string[] Methods)> _verbs = _groups
        .SelectMany(
            (group, index) => group.Words.Split(' ').Select(word => (Stem: Words.Stem(word), index, Methods: group.Methods.Split(' ')))
        )
        .ToDictionary(entry => entry.Stem, entry => (entry.index, entry.Methods), StringComparer.Ordinal);

    /// <summary>Whether the stem is a verb of the lexicon.</summary>
    public static bool IsVerb(string stem) => _verbs.ContainsKey(stem);

    /// <summary>Whether two stems are verbs that say the same.</summary>
    public static bool AreSynonyms(string left, string right) =>
        _verbs.TryGetValue(left, out var l) && _verbs.TryGetValue(right, out var r) && l.Group == r.Group;

    /// <summary>The methods that a verb speaks of, the likeliest first; none for other words.</summary>
    public static IReadOnlyList<string> MethodsOf(string stem) => _verbs.TryGetValue(stem, out var verb) ? verb.Methods : [];
}
