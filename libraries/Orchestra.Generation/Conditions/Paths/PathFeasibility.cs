using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Steps;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>Says of a path, or of the beginning of one, whether the conditions of its flows can hold together. Costs about as much as making its steps.</summary>
public sealed class PathFeasibility
{
    private readonly ProcessIndex _index;
    private readonly ProcessConditions _conditions;
    private readonly BindingResult _bindings;
    private readonly EndpointKnowledge _knowledge;
    private readonly int _seed;

    /// <summary>Prepares a process.</summary>
    /// <param name="process">The process.</param>
    /// <param name="specs">The services: they say which variables are sent, and what values they may have.</param>
    /// <param name="options">Seed and threshold.</param>
    /// <param name="bindingOverrides">Node id to endpoint.</param>
    public PathFeasibility(
        ProcessGraph process,
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions options,
        IReadOnlyDictionary<string, string>? bindingOverrides = null
    )
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(specs);
        ArgumentNullException.ThrowIfNull(options);
        _index = new ProcessIndex(process);
        _conditions = new ProcessConditions(process, specs.Count > 0);
        _bindings = new TaskBinder(new EndpointCatalog(specs), options.BindingThreshold, _ => { }).Bind(
            process,
            bindingOverrides ?? new Dictionary<string, string>()
        );
        _knowledge = new EndpointKnowledge(options.Seed, _ => { });
        _seed = options.Seed;
    }

    /// <summary>Which conditions contradict when these flows are taken, in this order; null where nothing is known against them.</summary>
    public Infeasibility? Judge(IReadOnlyList<string> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        var path = new ProcessPath
        {
            Key = string.Empty,
            Nodes = [],
            Edges = edges,
            Elements = FlowElements.Of(edges, _index),
            Decisions = [],
        };
        var walk = new ScenarioWalk(_index, _bindings.ByNode, _knowledge, new ConditionWalk(_conditions, _seed, _ => { }), _ => { });
        walk.Walk(path);
        return walk.Conditions.Infeasible;
    }
}
