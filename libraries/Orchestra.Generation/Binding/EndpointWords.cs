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
        Verb = operation.Concat(summary).FirstOrDefault(VerbLexicon.IsVerb);
        Own = operation.Concat(summary).Concat(path).ToHashSet(StringComparer.Ordinal);

        Add(operation, NameWeight);
        Add(summary, NameWeight);
        Add(path, PathWeight);
        Add([.. endpoint.Spec.Tags.SelectMany(Words.Stems)], TagWeight);
    }

    public BoundEndpoint Endpoint { get; }

    /// <summary>The words that name the operation: those of its id, else of its summary, else of its path.</summary>
    public IReadOnlyList<string> Core { get; }

    /// <summary>What the operation calls itself doing; null where only a path says it.</summary>
    public string? Verb { get; }

    /// <summary>All words but those of tags, which operations share.</summary>
    public IReadOnlySet<string> Own { get; }

    /// <summary>Weight of each word.</summary>
    public Dictionary<string, double> Weights { get; } = new(StringComparer.Ordinal);

    private void Add(IReadOnlyList<string> stems, double weight)
    {
        foreach (var stem in stems)
        {
            Weights[stem] = Math.Max(weight, Weights.GetValueOrDefault(stem));
        }
    }
}
