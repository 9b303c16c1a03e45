using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Steps;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>Finds what the flows of a scenario demand of its data.</summary>
public sealed class PathConditions
{
    private readonly ProcessIndex _index;
    private readonly ProcessConditions _conditions;
    private readonly BindingResult _bindings;
    private readonly EndpointKnowledge _knowledge;
    private readonly int _seed;

    /// <summary>Prepares a process, called ones and all.</summary>
    /// <param name="graph">The import that the process comes from.</param>
    /// <param name="specs">The services: they say which variables are sent and which come back.</param>
    /// <param name="options">The suite's options.</param>
    /// <param name="bindingOverrides">Node id to endpoint.</param>
    public PathConditions(
        ControlFlowGraph graph,
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions options,
        IReadOnlyDictionary<string, string> bindingOverrides
    )
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(specs);
        ArgumentNullException.ThrowIfNull(options);
        var start = StartProcess.Choose(graph, options.Participant) ?? graph.Processes[0];
        var (process, _) = CalledProcesses.Inline(start, graph.Processes);
        _index = new ProcessIndex(process);
        _conditions = new ProcessConditions(process, specs.Count > 0);
        _bindings = new TaskBinder(new EndpointCatalog(specs), options.BindingThreshold, _ => { }).Bind(process, bindingOverrides);
        _knowledge = new EndpointKnowledge(options.Seed, _ => { });
        _seed = options.Seed;
    }

    /// <summary>The demands of one scenario. Costs about as much as making its steps.</summary>
    public DataDemands Of(TestScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var path = new ProcessPath
        {
            Key = scenario.Key,
            Nodes = scenario.Path,
            Edges = scenario.Edges,
            Elements = FlowElements.Of(scenario.Edges, _index),
            Decisions = scenario.Decisions,
        };
        var conditions = new ConditionWalk(_conditions, _seed, _ => { });
        new ScenarioWalk(_index, _bindings.ByNode, _knowledge, conditions, _ => { }).Walk(path);
        return new DataDemands(conditions.Terms);
    }
}
