using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>What the conditions along a path came to.</summary>
/// <param name="Data">Values that steer the SUT down the path.</param>
/// <param name="NeedsData">Conditions that a person must give data for.</param>
/// <param name="Infeasible">Which conditions contradict; null where none do.</param>
internal sealed record ConditionOutcome(JsonObject Data, IReadOnlyList<string> NeedsData, Infeasibility? Infeasible);
