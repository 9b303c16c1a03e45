using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>One walk through a process from a start to an end.</summary>
public sealed record ProcessPath
{
    /// <summary>Hash of the walk: 16 hex digits, the same as long as the walk is the same.</summary>
    public required string Key { get; init; }

    /// <summary>Node ids in the order run, parallel branches one after the other; sub-processes are entered and left by their own id.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Flow ids in the order run.</summary>
    public required IReadOnlyList<string> Edges { get; init; }

    /// <summary>
    /// The walk as it is run: nodes and flows in turn. Where a parallel join is reached, <see cref="PathElement.JoinOf"/> names the
    /// nodes of the branches that it waits for.
    /// </summary>
    public required IReadOnlyList<PathElement> Elements { get; init; }

    /// <summary>Each visit of each decision, in order.</summary>
    public required IReadOnlyList<DecisionVisit> Decisions { get; init; }

    /// <summary>For each parallel split its branches' first flows in the order run.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Orders { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Each visit of each parallel split, in order.</summary>
    public IReadOnlyList<PathSplit> Splits { get; init; } = [];

    /// <summary>Obligations that only this path of the selection covers.</summary>
    public IReadOnlyList<Obligation> Because { get; init; } = [];
}
