using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Conditions.Paths;
using Orchestra.Generation.Wiring;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation.Steps;

/// <summary>Walks one path and makes its steps.</summary>
internal sealed class ScenarioWalk(
    ProcessIndex process,
    IReadOnlyDictionary<string, TaskBinding> bindings,
    EndpointKnowledge knowledge,
    ConditionWalk conditions,
    Action<ImportWarning> warn,
    IReadOnlyDictionary<string, TaskBinding>? stores = null
)
{
    private readonly StepAliases _aliases = new();
    private readonly List<StepDraft> _steps = [];
    private readonly List<EarlierStep> _earlier = [];
    private readonly List<string> _dataSets = [];
    private readonly Dictionary<string, StepDraft?> _lastAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _barriers = new(StringComparer.Ordinal);

    // The step whose answer stands when the next flow is taken: in its own branch, not merely the one before in the list.
    private StepDraft? _last;

    /// <summary>Names of the data sets met, each once.</summary>
    public IReadOnlyList<string> DataSets => _dataSets;

    /// <summary>What the conditions along the path came to, once it is walked.</summary>
    public ConditionOutcome Conditions { get; private set; } = new([], [], null);

    /// <summary>Walks the path and returns its steps.</summary>
    public IReadOnlyList<ScenarioStep> Walk(ProcessPath path)
    {
        conditions.Start(path.Decisions);
        foreach (var element in path.Elements)
        {
            if (element.EdgeId is { } edgeId && process.Edges.TryGetValue(edgeId, out var edge))
            {
                TakeEdge(edge);
            }
            else if (element.NodeId is { } nodeId && process.Nodes.TryGetValue(nodeId, out var node))
            {
                VisitNode(node, element.JoinOf);
            }
        }

        Conditions = conditions.Finish();
        return [.. _steps.Select(StepWriter.Write)];
    }

    private void VisitNode(GraphNode node, IReadOnlyList<string>? joinOf)
    {
        NoteDataSet(node.DataSet);
        conditions.Visit(node);
        var binding = bindings.GetValueOrDefault(node.Id);
        if (binding is not null)
        {
            AddStep(node, binding);
        }
        else if (node.Expect.Count > 0)
        {
            warn(
                new ImportWarning(
                    WarningCodes.ExpectWithoutStep,
                    "the node has orchestra:expect rules but no step, because no endpoint is bound to it: the rules are not checked",
                    node.Id,
                    node.Line
                )
            );
        }

        AddStoreLooks(node);

        if (joinOf is not null)
        {
            AddBarrier(node, joinOf);
        }

        _lastAt[node.Id] = _last;
    }

    private void TakeEdge(GraphEdge edge)
    {
        NoteDataSet(edge.DataSet);
        if (_lastAt.TryGetValue(edge.Source, out var last))
        {
            _last = last;
        }

        conditions.Take(edge);
        if (edge.Expect.Count > 0)
        {
            AddEvidence(edge);
        }
    }

    private void AddEvidence(GraphEdge edge)
    {
        if (_last is null)
        {
            warn(
                new ImportWarning(
                    WarningCodes.ExpectWithoutStep,
                    "the flow has orchestra:expect rules but no step comes before it: the rules are not checked",
                    edge.Id,
                    edge.Line
                )
            );
            return;
        }

        if (!_last.Evidence.Contains(edge.Id, StringComparer.Ordinal))
        {
            _last.Rules.AddRange(edge.Expect.Select(rule => rule.Proving(edge.Id)));
            _last.Evidence.Add(edge.Id);
        }
    }

    private void AddStep(GraphNode node, TaskBinding binding)
    {
        if (binding.Endpoint.Spec.Method is not (BoundEndpoint.Consume or BoundEndpoint.Select))
        {
            AddCall(node, binding);
        }
        else if (AddLook(node, binding, null) is { } look)
        {
            _last = look;
        }
        else
        {
            WarnNotFound(node, binding.Endpoint);
        }
    }

    // A call has no rows: rules about them are for the look into what it writes.
    private void AddStoreLooks(GraphNode node)
    {
        var aboutRows = node.Expect.Where(StepRules.AreAboutRows).ToList();
        var isSeen = bindings.GetValueOrDefault(node.Id)?.Endpoint.Channel == ChannelType.Db;
        foreach (var store in node.Writes.Distinct(StringComparer.Ordinal))
        {
            if (stores?.GetValueOrDefault(store) is { } table)
            {
                var look = node with { Expect = isSeen ? [] : aboutRows, Sql = null };
                isSeen |= AddLook(look, table, $"{process.Stores[store]} seen") is not null;
            }
        }

        if (aboutRows.Count > 0 && !isSeen)
        {
            warn(
                new ImportWarning(
                    WarningCodes.ExpectWithoutStep,
                    "the node has orchestra:expect rules about rows, but no table is looked into for it: those are not checked",
                    node.Id,
                    node.Line
                )
            );
        }
    }

    // What is seen besides a call says nothing of the flow that is taken next: that is the call's.
    private StepDraft? AddLook(GraphNode node, TaskBinding binding, string? name)
    {
        var writer = new LookWriter(node, binding.Endpoint, knowledge.SeenOf(binding.Endpoint), _earlier);
        if (writer.Write() is not { } meta)
        {
            return null;
        }

        var step = new StepDraft
        {
            Alias = _aliases.Take(name is null ? node : node with { Name = name, Alias = null }),
            Name = name,
            Node = node,
            Binding = binding,
            Meta = meta,
            Wiring = writer.Wiring,
        };
        step.Rules.AddRange(writer.Rules);
        step.Rules.AddRange(node.Expect);
        _steps.Add(step);
        return step;
    }

    private void AddCall(GraphNode node, TaskBinding binding)
    {
        var alias = _aliases.Take(node);
        var endpoint = binding.Endpoint;
        var writer = new InputWriter(endpoint, _earlier, knowledge.FieldsOf(endpoint), name => WarnNotWired(node, endpoint, name));
        var step = new StepDraft
        {
            Alias = alias,
            Node = node,
            Binding = binding,
            Input = writer.Write(knowledge.InputOf(endpoint)),
            Wiring = writer.Wiring,
        };
        step.Rules.AddRange(node.Expect.Where(rule => !StepRules.AreAboutRows(rule)));
        _steps.Add(step);
        conditions.AddStep(step, endpoint);
        _earlier.Add(new EarlierStep(alias, endpoint, step.Input, knowledge.FieldsOf(endpoint)));
        _last = step;
    }

    private void AddBarrier(GraphNode node, IReadOnlyList<string> joinOf)
    {
        // In a loop the join is reached again: it waits for the steps made since.
        var since = _barriers.GetValueOrDefault(node.Id);
        var inBranches = joinOf.ToHashSet(StringComparer.Ordinal);
        var tracked = _steps.Skip(since).Where(s => s.Binding is not null && inBranches.Contains(s.Node.Id)).Select(s => s.Alias).ToList();
        if (tracked.Count > 0)
        {
            _steps.Add(
                new StepDraft
                {
                    Alias = _aliases.Take(node),
                    Node = node,
                    TrackedSteps = tracked,
                }
            );
        }

        _barriers[node.Id] = _steps.Count;
    }

    private void NoteDataSet(string? name)
    {
        if (!string.IsNullOrWhiteSpace(name) && !_dataSets.Contains(name, StringComparer.Ordinal))
        {
            _dataSets.Add(name);
        }
    }

    private void WarnNotFound(GraphNode node, BoundEndpoint table) =>
        warn(
            new ImportWarning(
                WarningCodes.RowNotCorrelated,
                $"no column of {table.Spec.Path} has the run's correlation id or an id of an earlier answer, so the task has no step: give the statement with orchestra:sql",
                node.Id,
                node.Line
            )
        );

    private void WarnNotWired(GraphNode node, BoundEndpoint endpoint, string name) =>
        warn(
            new ImportWarning(
                WarningCodes.PathParameterNotWired,
                $"no earlier answer gives {{{name}}} of {endpoint.Spec.EndpointName}: it comes from data.{name}, else from a sample value",
                node.Id,
                node.Line
            )
        );
}
