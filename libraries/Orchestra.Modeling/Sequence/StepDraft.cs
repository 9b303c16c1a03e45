using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Sequence;

/// <summary>A node while what follows it may still say more of it.</summary>
internal sealed class StepDraft
{
    /// <summary>The node as its own element says.</summary>
    public required GraphNode Node { get; init; }

    /// <summary>The participant that is called; null for other nodes.</summary>
    public Participant? Callee { get; init; }

    /// <summary>The branch that it stands in.</summary>
    public required object Branch { get; init; }

    /// <summary>Rules for its answer.</summary>
    public List<BusinessRule> Expect { get; } = [];

    /// <summary>What the diagram says beside it.</summary>
    public SideTexts Texts { get; } = new();

    /// <summary>The finished node.</summary>
    public GraphNode ToNode() => Node with { Expect = [.. Node.Expect, .. Expect], Attributes = Texts.ToAttributes() };
}
