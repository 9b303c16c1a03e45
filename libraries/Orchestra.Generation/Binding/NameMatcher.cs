using Orchestra.Contracts.Scenarios;

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
        var (stems, plural) = Read(name);
        return
        [
            .. _endpoints
                .Select(e => (e.Endpoint, Score: Math.Round(Score(stems, plural, e), 3)))
                .OrderByDescending(pair => pair.Score)
                .ThenBy(pair => pair.Endpoint.Index),
        ];
    }

    /// <summary>What the score of an endpoint is made of.</summary>
    /// <param name="name">The name that was ranked.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="factor">What the score was multiplied with afterwards.</param>
    public ScoreParts Explain(string? name, BoundEndpoint endpoint, double factor)
    {
        var tally = new ScoreTally();
        var (stems, plural) = Read(name);
        _ = Score(stems, plural, _endpoints.First(e => e.Endpoint.Index == endpoint.Index), tally);
        return tally.Parts(factor);
    }

    private static (List<string> Stems, bool Plural) Read(string? name) =>
        (
            [.. Words.Stems(name).Distinct(StringComparer.Ordinal)],
            Words.Split(name) is [.., var last] && last.EndsWith('s') && !last.EndsWith("ss", StringComparison.Ordinal)
        );

    private double Score(List<string> stems, bool plural, EndpointWords endpoint, ScoreTally? tally = null)
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
            var match = MatchIn(stem, endpoint.Weights, out var word);
            var place = endpoint.Places.GetValueOrDefault(word);
            if (stem == verb)
            {
                verbIsNamed = match >= SynonymMatch;
                (match, place) = Better(match, place, MethodCredit(stem, endpoint));
            }

            tally?.Add(place, rarity * match);
            found += rarity * match;
            total += rarity;
        }

        tally?.Close(RecallShare / total);
        var recall = found / total;
        var score = (RecallShare * recall) + ((1 - RecallShare) * Precision(stems, verb, endpoint, tally));
        if (verb is not null && !verbIsNamed && !VerbLexicon.MethodsOf(verb).Contains(endpoint.Endpoint.Spec.Method))
        {
            score *= WrongMethod;
            tally?.Scale(WrongMethod);
        }

        // A name made only of words that nearly every endpoint has says little.
        var rare = Math.Min(1, total / _usualRarity);
        score *= rare;
        tally?.Scale(rare);
        var unlikely = ShapeIsLikely(verb, plural, endpoint.Endpoint) ? 0 : UnlikelyShape;
        tally?.Deduct(unlikely);
        return Math.Max(0, score - unlikely);
    }

    private static (double Match, WordPlace Place) Better(double match, WordPlace place, double byMethod) =>
        byMethod > match ? (byMethod, WordPlace.Verb) : (match, place);

    private double Precision(List<string> stems, string? verb, EndpointWords endpoint, ScoreTally? tally)
    {
        double found = 0;
        double total = 0;
        var task = stems.ToDictionary(s => s, _ => 1.0, StringComparer.Ordinal);
        foreach (var stem in endpoint.Core)
        {
            var match = MatchIn(stem, task, out _);
            var place = endpoint.CorePlace;
            if (verb is not null && VerbLexicon.IsVerb(stem))
            {
                (match, place) = Better(match, place, MethodCredit(verb, endpoint));
            }

            tally?.Add(place, Rarity(stem) * match);
            found += Rarity(stem) * match;
            total += Rarity(stem);
        }

        if (total <= 0)
        {
            return 0;
        }

        tally?.Close((1 - RecallShare) / total);
        return found / total;
    }

    // The method says less where the operation has a verb of its own.
    private static double MethodCredit(string verb, EndpointWords endpoint) =>
        VerbLexicon.MethodsOf(verb) is [var likeliest, ..] && likeliest == endpoint.Endpoint.Spec.Method
            ? endpoint.Verb is null
                ? MethodMatch
                : OtherVerbMatch
            : 0;

    private static double MatchIn(string stem, Dictionary<string, double> words, out string word)
    {
        word = stem;
        if (words.TryGetValue(stem, out var weight))
        {
            return weight;
        }

        double best = 0;
        var family = WordFamily.Of(stem);
        foreach (var (other, otherWeight) in words)
        {
            var match =
                string.Equals(WordFamily.Of(other), family, StringComparison.Ordinal) ? FamilyMatch * otherWeight
                : VerbLexicon.AreSynonyms(stem, other) ? SynonymMatch * otherWeight
                : 0;
            if (match > best)
            {
                (best, word) = (match, other);
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
