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
    /// <exception cref="GenerationException">The options are out of bounds, no process fits, or the suite would be too large.</exception>
    public static GeneratedSuite Generate(
        ControlFlowGraph graph,
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions options,
        string suiteName,
        IReadOnlyDictionary<string, string>? bindingOverrides = null
    )
    {
        if (SuiteOptionsCheck.FaultsOf(options) is { Count: > 0 } faults)
        {
            throw new GenerationException(faults[0].Message, faults);
        }

        var process =
            StartProcess.Choose(graph, options.Participant)
            ?? throw new GenerationException($"name the participant to start in: {string.Join(", ", StartProcess.Names(graph))}");
        var selection = PathSelector.Select(process, options);
        if (selection.Paths.Count > options.MaxScenarios)
        {
            throw new GenerationException(
                $"the suite would have {selection.Paths.Count} scenarios, over maxScenarios {options.MaxScenarios}: raise it or ask for less coverage"
            );
        }

        return Generate(selection, graph, specs, options, suiteName, bindingOverrides);
    }

    /// <summary>Binds the tasks, writes inputs, wires ids and adds what must come back.</summary>
    /// <param name="selection">The paths to make scenarios of.</param>
    /// <param name="graph">The import that the process comes from: its warnings go into the suite.</param>
    /// <param name="specs">The services with their endpoints; earlier ones win ties.</param>
    /// <param name="options">Seed, threshold and criteria.</param>
    /// <param name="suiteName">The suite's name.</param>
    /// <param name="bindingOverrides">Node id to endpoint, written as <c>orchestra:endpoint</c> is; wins over everything.</param>
    public static GeneratedSuite Generate(
        PathSelection selection,
        ControlFlowGraph graph,
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions options,
        string suiteName,
        IReadOnlyDictionary<string, string>? bindingOverrides = null
    )
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(specs);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(suiteName);

        var warnings = new WarningList();
        warnings.AddAll(graph.Warnings);
        warnings.AddAll(selection.Warnings);
        WarnOfAliases(selection.Process, warnings);

        var binder = new TaskBinder(new EndpointCatalog(specs), options.BindingThreshold, warnings.Add);
        var bindings = binder.Bind(selection.Process, bindingOverrides ?? _noOverrides);
        var knowledge = new EndpointKnowledge(options.Seed, warnings.Add);
        var process = new ProcessIndex(selection.Process);
        var names = new ScenarioNames(selection.Process);
        var tags = options
            .Criteria.Select(c => JsonNamingPolicy.KebabCaseLower.ConvertName(c.ToString()))
            .Distinct(StringComparer.Ordinal)
            .ToList();

        var conditions = new ProcessConditions(selection.Process, specs.Count > 0);
        var infeasible = new List<Infeasibility>();
        var scenarios = new List<TestScenario>();
        foreach (var path in selection.Paths)
        {
            var collected = new ConditionWalk(conditions, options.Seed, warnings.Add);
            var walk = new ScenarioWalk(process, bindings.ByNode, knowledge, collected, warnings.Add);
            scenarios.Add(Scenario(path, walk, names.Take(path), tags));
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
