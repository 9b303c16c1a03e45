using System.Text.Json;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Conditions.Paths;
using Orchestra.Generation.Steps;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation;

/// <summary>Makes a suite from the paths of a process and the endpoints of the SUT. Pure: the same input gives the same bytes.</summary>
public static class SuiteGenerator
{
    private static readonly Dictionary<string, string> _noOverrides = [];

    /// <summary>Chooses the process to start in and its paths, and makes the suite.</summary>
    /// <param name="graph">The import that the process comes from.</param>
    /// <param name="specs">The services with their endpoints; earlier ones win ties.</param>
    /// <param name="options">Seed, threshold and criteria.</param>
    /// <param name="suiteName">The suite's name.</param>
    /// <param name="bindingOverrides">Node id to endpoint, written as <c>orchestra:endpoint</c> is; wins over everything.</param>
    /// <param name="called">Processes of other files that call activities may call; those of the import win.</param>
    /// <param name="cancellationToken">Somebody no longer waits for the suite.</param>
    /// <exception cref="GenerationException">The options are out of bounds, no process fits, or the suite would be too large.</exception>
    public static GeneratedSuite Generate(
        ControlFlowGraph graph,
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions options,
        string suiteName,
        IReadOnlyDictionary<string, string>? bindingOverrides = null,
        IReadOnlyList<ProcessGraph>? called = null,
        CancellationToken cancellationToken = default
    )
    {
        if (SuiteOptionsCheck.FaultsOf(options) is { Count: > 0 } faults)
        {
            throw new GenerationException(faults[0].Message, faults);
        }

        var start =
            StartProcess.Choose(graph, options.Participant)
            ?? throw new GenerationException($"name the participant to start in: {string.Join(", ", StartProcess.Names(graph))}");
        var (process, notInlined) = CalledProcesses.Inline(start, [.. graph.Processes, .. called ?? []]);
        var bound = BoundProcess.Of(process, graph, specs, options, bindingOverrides ?? _noOverrides);
        var oracle = bound.Conditions.HasAny
            ? new PathFeasibility(bound.Index, bound.Conditions, bound.Bindings.ByNode, options.Seed)
            : null;
        var selection = WithinLimits(() => PathSelector.Select(process, options, oracle, cancellationToken), options);
        return Generate(
            selection with
            {
                Warnings = [.. notInlined, .. selection.Warnings],
            },
            graph,
            bound,
            options,
            suiteName,
            cancellationToken
        );
    }

    /// <summary>Binds the tasks, writes inputs, wires ids and adds what must come back.</summary>
    /// <param name="selection">The paths to make scenarios of.</param>
    /// <param name="graph">The import that the process comes from: its warnings go into the suite.</param>
    /// <param name="specs">The services with their endpoints; earlier ones win ties.</param>
    /// <param name="options">Seed, threshold and criteria.</param>
    /// <param name="suiteName">The suite's name.</param>
    /// <param name="bindingOverrides">Node id to endpoint, written as <c>orchestra:endpoint</c> is; wins over everything.</param>
    /// <param name="cancellationToken">Somebody no longer waits for the suite.</param>
    public static GeneratedSuite Generate(
        PathSelection selection,
        ControlFlowGraph graph,
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions options,
        string suiteName,
        IReadOnlyDictionary<string, string>? bindingOverrides = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(specs);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(suiteName);

        var bound = BoundProcess.Of(selection.Process, graph, specs, options, bindingOverrides ?? _noOverrides);
        return Generate(selection, graph, bound, options, suiteName, cancellationToken);
    }

    private static GeneratedSuite Generate(
        PathSelection selection,
        ControlFlowGraph graph,
        BoundProcess bound,
        SuiteOptions options,
        string suiteName,
        CancellationToken cancellationToken
    )
    {
        var warnings = new WarningList();
        warnings.AddAll(graph.Warnings);
        warnings.AddAll(selection.Warnings);
        WarnOfAliases(selection.Process, warnings);
        warnings.AddAll(bound.Warnings);
        var knowledge = new EndpointKnowledge(options.Seed, warnings.Add);
        var (process, bindings, conditions) = (bound.Index, bound.Bindings, bound.Conditions);
        var names = new ScenarioNames(selection.Process);
        var effects = new SideEffects(selection.Process);
        selection = WithOrders(selection, process, bindings, options);
        var tags = options
            .Criteria.Select(c => JsonNamingPolicy.KebabCaseLower.ConvertName(c.ToString()))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var infeasible = new List<Infeasibility>();
        var scenarios = new List<TestScenario>();
        foreach (var path in selection.Paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var collected = new ConditionWalk(conditions, options.Seed, warnings.Add);
            var walk = new ScenarioWalk(process, bindings.ByNode, knowledge, collected, warnings.Add, bindings.ByStore);
            var scenario = Scenario(path, walk, names.Take(path), tags);
            scenarios.Add(scenario with { Proposals = effects.Of(scenario.Path, scenario.Steps) });
            if (walk.Conditions.Infeasible is { } found && !infeasible.Contains(found))
            {
                infeasible.Add(found);
                warnings.Add(new ImportWarning(WarningCodes.PathInfeasible, $"no data takes {path.Key}: {found.Reason}", found.NodeId));
            }
        }

        return new GeneratedSuite
        {
            Suite = new SuiteHead(suiteName, options.Criteria, options.Strength, options.Seed),
            Coverage =
                infeasible.Count == 0
                    ? selection.Coverage
                    : selection.Coverage with
                    {
                        Infeasible = [.. selection.Coverage.Infeasible, .. infeasible],
                    },
            Scenarios = scenarios,
            Unbound = bindings.Unbound,
            Warnings = warnings.All,
        };
    }

    private static PathSelection WithOrders(PathSelection selection, ProcessIndex process, BindingResult bindings, SuiteOptions options)
    {
        if (options.Orders == BranchOrders.None)
        {
            return selection;
        }

        var splits = SharedSplits.Of(selection.Paths, process, bindings.ByNode);
        return WithinLimits(() => selection.WithOrders(splits, options), options);
    }

    private static PathSelection WithinLimits(Func<PathSelection> select, SuiteOptions options)
    {
        try
        {
            var selection = select();
            return selection.Paths.Count <= options.MaxScenarios
                ? selection
                : throw new GenerationException(
                    $"the suite would have {selection.Paths.Count} scenarios, over maxScenarios {options.MaxScenarios}: raise it or ask for less coverage"
                );
        }
        catch (PathLimitException e)
        {
            throw new GenerationException(e.Message);
        }
    }

    private static TestScenario Scenario(ProcessPath path, ScenarioWalk walk, string name, IReadOnlyList<string> tags)
    {
        var steps = walk.Walk(path);
        return new TestScenario
        {
            Key = path.Key,
            Name = name,
            Path = path.Nodes,
            Edges = path.Edges,
            Decisions = path.Decisions,
            Orders = path.Orders,
            DataSets = walk.DataSets,
            Because = path.Because,
            Steps = steps,
            Data = walk.Conditions.Data,
            NeedsData = walk.Conditions.NeedsData,
            Tags = tags,
        };
    }

    private static void WarnOfAliases(ProcessGraph process, WarningList warnings)
    {
        foreach (var node in process.Nodes.Where(n => n.Alias is not null && !StepAliases.IsUsable(n.Alias)))
        {
            warnings.Add(
                new ImportWarning(
                    WarningCodes.AliasChanged,
                    $"the alias '{node.Alias}' is written '{StepAliases.Plain(node)}': an alias has letters, digits and _, and starts with no digit",
                    node.Id,
                    node.Line
                )
            );
        }
    }
}
