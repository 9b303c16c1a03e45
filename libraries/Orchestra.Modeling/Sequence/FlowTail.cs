using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Sequence;

/// <summary>A flow that has left its node and waits for the one that it reaches.</summary>
internal sealed class FlowTail
{
    /// <summary>The node that it leaves.</summary>
    public required string Source { get; init; }

    /// <summary>The name and, where data decides, the condition.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the name is a condition.</summary>
    public bool IsCondition { get; init; }

    /// <summary>Whether it is its source's default flow.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The data set that steers the SUT along it.</summary>
    public string? DataSet { get; init; }

    /// <summary>The most times that one path takes it.</summary>
    public int? MaxLoopIterations { get; init; }

    /// <summary>The line of the branch.</summary>
    public int? Line { get; init; }

    /// <summary>Rules that prove it was taken.</summary>
    public List<BusinessRule> Expect { get; init; } = [];

    /// <summary>What the diagram says beside it.</summary>
    public SideTexts Texts { get; } = new();
}
