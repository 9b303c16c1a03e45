using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Binding;

/// <summary>
/// Gives each task its endpoint: an override first, then the extension, then the best name. The surest names choose first; a task whose best
/// endpoint already belongs to a task of another name takes the next free one when that is almost as good, else both share it.
/// </summary>
/// <param name="catalog">The endpoints.</param>
/// <param name="threshold">The score from which a name binds.</param>
/// <param name="warn">Told of what a person should know.</param>
/// <param name="messages">Which services the messages of the process go to and come from; null without messages.</param>
internal sealed class TaskBinder(EndpointCatalog catalog, double threshold, Action<ImportWarning> warn, MessagePartners? messages = null)
{
    private const double AlmostAsGood = 0.1;

    // A channel's other direction is what the node means only where nothing else is.
    private const double OtherDirection = 0.05;

    // Ids are often made by editors: they say less than names.
    private const double IdShare = 0.9;

    private static readonly HashSet<string> _editorWords = new(StringComparer.Ordinal)
    {
        "task",
        "activity",
        "event",
        "node",
        "step",
        "usertask",
        "servicetask",
        "sendtask",
        "receivetask",
        "manualtask",
        "scripttask",
        "call",
    };

    private readonly NameMatcher _matcher = new(catalog.Endpoints);
    private readonly Dictionary<string, TaskBinding> _byNode = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _owners = [];
    private readonly List<Fault> _faults = [];
    private ServiceChoice? _services;

    public BindingResult Bind(ProcessGraph process, IReadOnlyDictionary<string, string> overrides)
    {
        WarnOfUnknownOverrides(process, overrides);
        _services = new ServiceChoice(process, catalog.Endpoints);
        var nodes = BindableNodes.Of(process, overrides);
        var ranked = nodes.ToDictionary(n => n.Id, Rank, StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            BindExplicitly(node, overrides, ranked[node.Id]);
        }

        if (_faults.Count > 0)
        {
            throw new GenerationException(_faults[0].Message, _faults);
        }

        var byName = nodes
            .Where(n => (n.Endpoint is null || n.IsEndpointGuessed) && !overrides.ContainsKey(n.Id) && !_byNode.ContainsKey(n.Id))
            .Where(n => ranked[n.Id] is [var best, ..] && best.Score >= threshold && best.Score > 0)
            .OrderByDescending(n => ranked[n.Id][0].Score);
        foreach (var node in byName)
        {
            BindByName(node, ranked[node.Id]);
        }

        var unbound = nodes.Where(n => !_byNode.ContainsKey(n.Id)).Select(n => new UnboundTask(n.Id, n.Name, ScoreOf(ranked[n.Id], 0)));
        return new BindingResult(_byNode, [.. unbound], StoreBinder.Bind(process, catalog.Endpoints));
    }

    private IReadOnlyList<(BoundEndpoint Endpoint, double Score)> Rank(GraphNode node)
    {
        var byName = _matcher.Rank(node.Name);
        var byId = _matcher.Rank(IdWords(node.Id)).ToDictionary(pair => pair.Endpoint.Index, pair => Math.Round(pair.Score * IdShare, 3));
        return
        [
            .. byName
                .Where(pair => _services!.Allows(node, pair.Endpoint) && BindableNodes.MayMean(node, pair.Endpoint))
                .Select(pair => (pair.Endpoint, Score: Math.Max(pair.Score, byId[pair.Endpoint.Index])))
                .Select(pair => BindableNodes.IsOfDirection(node, pair.Endpoint) ? pair : pair with { Score = LessDirected(pair.Score) })
                .OrderByDescending(pair => pair.Score)
                .ThenBy(pair => pair.Endpoint.Index),
        ];
    }

    private static double LessDirected(double score) => Math.Round(Math.Max(0, score - OtherDirection), 3);

    // Words such as 0x3kd9f come from editors and mean nothing.
    private static string IdWords(string id) =>
        string.Join(
            ' ',
            id.Split('_', '-', '.', ':')
                .Where(part => !part.Any(char.IsAsciiDigit))
                .SelectMany(Words.Split)
                .Where(word => !_editorWords.Contains(word))
        );

    private void BindExplicitly(
        GraphNode node,
        IReadOnlyDictionary<string, string> overrides,
        IReadOnlyList<(BoundEndpoint Endpoint, double Score)> ranked
    )
    {
        var isOverride = overrides.TryGetValue(node.Id, out var reference);
        reference ??= node.Endpoint;
        if (reference is null)
        {
            return;
        }

        var what =
            isOverride ? "the binding override"
            : node.Services.Count > 0 ? "the endpoint"
            : "orchestra:endpoint";
        var found = Find(node, reference);
        if (found.Count == 0 && !isOverride && node.IsEndpointGuessed)
        {
            return;
        }

        if (found.Count == 0)
        {
            var hint = ranked is [var best, ..] ? $"; the closest by name is {best.Endpoint.Spec.EndpointName}" : string.Empty;
            // What a person has set must not be dropped in silence; a process may come from elsewhere.
            if (isOverride)
            {
                _faults.Add(new Fault($"bindings.{node.Id}", node.Line, $"{what} '{reference}' names no endpoint of the specs{hint}"));
                return;
            }

            warn(
                new ImportWarning(
                    WarningCodes.EndpointNotFound,
                    $"{what} '{reference}' names no endpoint of the specs, so the task has no step{hint}",
                    node.Id,
                    node.Line
                )
            );
            return;
        }

        if (found.Count > 1)
        {
            var all = string.Join(", ", found.Take(5).Select(e => $"{e.ServiceName}#{e.Spec.EndpointName}"));
            warn(
                new ImportWarning(
                    WarningCodes.EndpointAmbiguous,
                    $"{what} '{reference}' names {found.Count} endpoints ({all}); the first is taken: write service#operation",
                    node.Id,
                    node.Line
                )
            );
        }

        _byNode[node.Id] = new TaskBinding(found[0], new StepBinding(isOverride ? "OVERRIDE" : "EXTENSION", 1));
        _owners.TryAdd(found[0].Index, NameKey(node));
    }

    // Of several services that have the operation, the one that the node calls.
    private IReadOnlyList<BoundEndpoint> Find(GraphNode node, string reference)
    {
        var found = catalog.Find(reference);
        var own = found.Where(endpoint => _services!.Allows(node, endpoint)).ToList();
        found = own.Count > 0 ? own : found;
        // A channel named without a direction is meant as the node uses it.
        var directed = found.Where(endpoint => BindableNodes.IsOfDirection(node, endpoint)).ToList();
        return directed.Count > 0 ? directed : found;
    }

    private void BindByName(GraphNode node, IReadOnlyList<(BoundEndpoint Endpoint, double Score)> ranked)
    {
        var name = NameKey(node);
        var all = ranked;
        var hinted = messages?.Candidates(node, ranked, threshold) ?? [];
        ranked = hinted.Count > 0 ? hinted : ranked;
        var chosen = 0;
        for (var i = 0; i < ranked.Count && ranked[i].Score >= threshold && ranked[i].Score >= ranked[0].Score - AlmostAsGood; i++)
        {
            if (!_owners.TryGetValue(ranked[i].Endpoint.Index, out var owner) || string.Equals(owner, name, StringComparison.Ordinal))
            {
                chosen = i;
                break;
            }
        }

        var (endpoint, score) = ranked[chosen];
        _owners.TryAdd(endpoint.Index, name);
        var runnerUp = all.Where(other => other.Endpoint.Index != endpoint.Index).Take(1).ToList();
        _byNode[node.Id] = new TaskBinding(
            endpoint,
            new StepBinding(hinted.Count > 0 ? "MESSAGE_FLOW" : "NAME", score, ScoreOf(runnerUp, 0), PartsOf(node, endpoint), threshold)
        );
    }

    private ScoreParts PartsOf(GraphNode node, BoundEndpoint endpoint)
    {
        double By(string? name, double share) =>
            Math.Round(_matcher.Rank(name).First(pair => pair.Endpoint.Index == endpoint.Index).Score * share, 3);
        var id = IdWords(node.Id);
        return By(node.Name, 1) >= By(id, IdShare) ? _matcher.Explain(node.Name, endpoint, 1) : _matcher.Explain(id, endpoint, IdShare);
    }

    private static EndpointScore? ScoreOf(IReadOnlyList<(BoundEndpoint Endpoint, double Score)> ranked, int index) =>
        index < ranked.Count && ranked[index].Score > 0
            ? new EndpointScore(ranked[index].Endpoint.Spec.EndpointName, ranked[index].Score, ranked[index].Endpoint.ServiceName)
            : null;

    private static string NameKey(GraphNode node) => string.Join(' ', Words.Split(node.Name ?? node.Id));

    private void WarnOfUnknownOverrides(ProcessGraph process, IReadOnlyDictionary<string, string> overrides)
    {
        var known = process.Nodes.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in overrides.Keys.Where(id => !known.Contains(id)).Order(StringComparer.Ordinal))
        {
            warn(
                new ImportWarning(
                    WarningCodes.OverrideUnknownNode,
                    $"a binding override names the node '{id}', which the process does not have",
                    id
                )
            );
        }
    }
}
