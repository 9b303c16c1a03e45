using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>One condition that a path decides.</summary>
/// <param name="FlowId">The flow that the condition stands on.</param>
/// <param name="NodeId">Where it is decided.</param>
/// <param name="Text">The condition as people read it.</param>
/// <param name="Expression">Its tree.</param>
/// <param name="Holds">Whether the path needs it true; else it must be false.</param>
internal sealed record Conjunct(string FlowId, string NodeId, string Text, ConditionExpression Expression, bool Holds = true)
{
    /// <summary>How messages show it.</summary>
    public override string ToString() => Holds ? Text : $"not ({Text})";
}
