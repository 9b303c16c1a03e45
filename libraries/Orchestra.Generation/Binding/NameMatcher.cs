namespace Orchestra.Generation.Binding;

/// <summary>
/// Says how well a task's name fits each endpoint, from 0 to 1: the share of the name's words that the endpoint has (rare words count more),
/// and the share of the operation's own words that the name has. Verbs also fit by synonym and by HTTP method.
/// </summary>
internal sealed class NameMatcher
{
    private const double RecallShare = 0.7;
    private const double FamilyMatch = 0.85;
    private const double SynonymMatch = 0.8;
    private const double MethodMatch = 0.6;
    private const double OtherVerbMatch = 0.25;
    private const double WrongMethod = 0.75;
    private const double UnlikelyShape = 0.02;

    private readonly List<EndpointWords> _endpoints;
    private readonly Dictionary<string, double> _rarity = new(StringComparer.Ordinal);
    private readonly double _usualRarity;

    public NameMatcher(IReadOnlyList<BoundEndpoint> endpoints)
    {
        _endpoints = [.. endpoints.Select(e => new EndpointWords(e))];
        foreach (var group in _endpoints.SelectMany(e => e.Own).GroupBy(w => w, StringComparer.Ordinal))
        {
            _rarity[group.Key] = Math.Log(1 + ((double)_endpoints.Count / group.Count()));
        }

        _usualRarity = _rarity.Count == 0 ? 1 : _rarity.Values.Average();
    }

    /// <summary>Every endpoint with its score, the best first; the order of the specs breaks ties.</summary>
    public IReadOnlyList<(BoundEndpoint Endpoint, double Score)> Rank(string? name)
    {
        var stems = Words.Stems(name).Distinct(StringComparer.Ordinal).ToList();
        var plural = Words.Split(name) is [.., var last] && last.EndsWith('s') && !last.EndsWith("ss", StringComparison.Ordinal);
        return
        [
            .. _endpoints
                .Select(e => (e.Endpoint, Score: Math.Round(Score(stems, plural, e), 3)))
                .OrderByDescending(pair => pair.Score)
                .ThenBy(pair => pair.Endpoint.Index),
        ];
    }

    private double Score(List<string> stems, bool plural, EndpointWords endpoint)
    {
        if (stems.Count == 0)
        {
            return 0;
        }

        var verb = stems.FirstOrDefault(VerbLexicon.IsVerb);
        double found = 0;
        double total = 0;
        var verbIsNamed = false;
        foreach (var stem in stems)
        {
            var rarity = Rarity(stem);
            var match = MatchIn(stem, endpoint.Weights);
            if (stem == verb)
            {
                verbIsNamed = match >= SynonymMatch;
                match = Math.Max(match, MethodCredit(stem, endpoint));
            }

            found += rarity * match;
            total += rarity;
        }

        var recall = found / total;
        var score = (RecallShare * recall) + ((1 - RecallShare) * Precision(stems, verb, endpoint));
        if (verb is not null && !verbIsNamed && !VerbLexicon.MethodsOf(verb).Contains(endpoint.Endpoint.Spec.Method))
        {
            score *= WrongMethod;
        }

        // A name made only of words that nearly every endpoint has says little.
        score *= Math.Min(1, total / _usualRarity);
        return Math.Max(0, score - (ShapeIsLikely(verb, plural, endpoint.Endpoint) ? 0 : UnlikelyShape));
    }

    private double Precision(List<string> stems, string? verb, EndpointWords endpoint)
    {
        double found = 0;
        double total = 0;
        var task = stems.ToDictionary(s => s, _ => 1.0, StringComparer.Ordinal);
        foreach (var stem in endpoint.Core)
        {
            var match = MatchIn(stem, task);
            if (verb is not null && VerbLexicon.IsVerb(stem))
            {
                match = Math.Max(match, MethodCredit(verb, endpoint));
            }

            found += Rarity(stem) * match;
            total += Rarity(stem);
        }

        return total > 0 ? found / total : 0;
    }

    // The method says less where the operation has a verb of its own.
    private static double MethodCredit(string verb, EndpointWords endpoint) =>
        VerbLexicon.MethodsOf(verb) is [var likeliest, ..] && likeliest == endpoint.Endpoint.Spec.Method
            ? endpoint.Verb is null
                ? MethodMatch
                : OtherVerbMatch
            : 0;

    private static double MatchIn(string stem, Dictionary<string, double> words)
    {
        if (words.TryGetValue(stem, out var weight))
        {
            return weight;
        }

        double best = 0;
        var family = WordFamily.Of(stem);
        foreach (var (word, wordWeight) in words)
        {
            if (string.Equals(WordFamily.Of(word), family, StringComparison.Ordinal))
            {
                best = Math.Max(best, FamilyMatch * wordWeight);
            }
            else if (VerbLexicon.AreSynonyms(stem, word))
            {
                best = Math.Max(best, SynonymMatch * wordWeight);
            }
        }

        return best;
    }

    // Breaks ties between a collection and its items, and between doing and looking: one thing is read at /things/{id}, several at /things.
    private static bool ShapeIsLikely(string? verb, bool plural, BoundEndpoint endpoint)
    {
        var onItem = endpoint.Spec.Path.TrimEnd('/').EndsWith('}');
        return endpoint.Spec.Method switch
        {
            "GET" => verb is not null && onItem != plural,
            "POST" => !onItem,
            _ => verb is not null,
        };
    }

    private double Rarity(string stem) => _rarity.GetValueOrDefault(stem, _usualRarity);
}
