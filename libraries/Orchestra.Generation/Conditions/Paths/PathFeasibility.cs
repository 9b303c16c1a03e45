using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Steps;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>Says of a path, or of the beginning of one, whether the conditions of its flows can hold together. Costs about as much as making its steps.</summary>
public sealed class PathFeasibility : IPathOracle
{
    private readonly ProcessIndex _index;
    private readonly ProcessConditions _conditions;
    private readonly IReadOnlyDictionary<string, TaskBinding> _bindings;
    private readonly EndpointKnowledge _knowledge;
    private readonly ConflictReader _conflicts;
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
        _bindings = new TaskBinder(new EndpointCatalog(specs), options.BindingThreshold, _ => { })
            .Bind(process, bindingOverrides ?? new Dictionary<string, string>())
            .ByNode;
        _knowledge = new EndpointKnowledge(options.Seed, _ => { });
        _conflicts = new ConflictReader(_index, _conditions, _bindings);
        _seed = options.Seed;
    }

    /// <summary>Judges paths of a process whose tasks are bound.</summary>
    internal PathFeasibility(ProcessIndex index, ProcessConditions conditions, IReadOnlyDictionary<string, TaskBinding> bindings, int seed)
    {
        (_index, _conditions, _bindings, _seed) = (index, conditions, bindings, seed);
        _knowledge = new EndpointKnowledge(seed, _ => { });
        _conflicts = new ConflictReader(index, conditions, bindings);
    }

    /// <inheritdoc />
    public PathConflict? Judge(ProcessPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var outcome = OutcomeOf(path);
        return outcome.Infeasible is { } found ? _conflicts.Read(outcome, found) : null;
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
        return OutcomeOf(path).Infeasible;
    }

    private ConditionOutcome OutcomeOf(ProcessPath path)
    {
        var walk = new ScenarioWalk(_index, _bindings, _knowledge, new ConditionWalk(_conditions, _seed, _ => { }), _ => { });
        walk.Walk(path);
        return walk.Conditions;
    }
}
