namespace Orchestra.Generation.Binding;

/// <summary>The words of one endpoint, each with the weight of the best place where it stands.</summary>
internal sealed class EndpointWords
{
    private const double NameWeight = 1.0;
    private const double PathWeight = 0.95;
    private const double TagWeight = 0.6;

    public EndpointWords(BoundEndpoint endpoint)
    {
        Endpoint = endpoint;
        var operation = Words.Stems(endpoint.Spec.OperationId);
        var summary = Words.Stems(endpoint.Spec.Summary);
        var path = Words.PathStems(endpoint.Spec.Path);
        Core =
            operation.Count > 0 ? operation
            : summary.Count > 0 ? summary
            : path;
        CorePlace =
            operation.Count > 0 ? WordPlace.OperationId
            : summary.Count > 0 ? WordPlace.Summary
            : WordPlace.Path;
        Verb = operation.Concat(summary).FirstOrDefault(VerbLexicon.IsVerb);
        Own = operation.Concat(summary).Concat(path).ToHashSet(StringComparer.Ordinal);

        Add(operation, NameWeight, WordPlace.OperationId);
        Add(summary, NameWeight, WordPlace.Summary);
        Add(path, PathWeight, WordPlace.Path);
        Add([.. endpoint.Spec.Tags.SelectMany(Words.Stems)], TagWeight, WordPlace.Tags);
    }

    public BoundEndpoint Endpoint { get; }

    /// <summary>The words that name the operation: those of its id, else of its summary, else of its path.</summary>
    public IReadOnlyList<string> Core { get; }

    /// <summary>Where those stand.</summary>
    public WordPlace CorePlace { get; }

    /// <summary>What the operation calls itself doing; null where only a path says it.</summary>
    public string? Verb { get; }

    /// <summary>All words but those of tags, which operations share.</summary>
    public IReadOnlySet<string> Own { get; }

    /// <summary>Weight of each word.</summary>
    public Dictionary<string, double> Weights { get; } = new(StringComparer.Ordinal);

    /// <summary>The first place where each word stands.</summary>
    public Dictionary<string, WordPlace> Places { get; } = new(StringComparer.Ordinal);

    private void Add(IReadOnlyList<string> stems, double weight, WordPlace place)
    {
        foreach (var stem in stems)
        {
            Places.TryAdd(stem, place);
            Weights[stem] = Math.Max(weight, Weights.GetValueOrDefault(stem));
        }
    }
}
