using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation;

/// <summary>The bounds of <see cref="SuiteOptions"/>, for the Api and the CLI alike.</summary>
public static class SuiteOptionsCheck
{
    /// <summary>Every fault of the options; empty when they are good.</summary>
    public static IReadOnlyList<Fault> FaultsOf(SuiteOptions options)
    {
        var faults = new List<Fault>();
        Demand(
            options.Criteria is { Count: > 0 },
            "criteria",
            "criteria must name at least one of NODE, EDGE, DECISION, PAIRWISE, ALL_PATHS"
        );
        Demand(options.Strength is >= 2 and <= 4, "strength", "strength must be from 2 to 4");
        Demand(options.MaxLoopIterations is >= 1 and <= 10, "maxLoopIterations", "maxLoopIterations must be from 1 to 10");
        Demand(options.MaxScenarios is >= 1 and <= 100_000, "maxScenarios", "maxScenarios must be from 1 to 100000");
        Demand(options.BindingThreshold is >= 0 and <= 1, "bindingThreshold", "bindingThreshold must be from 0 to 1");
        return faults;

        void Demand(bool holds, string path, string message)
        {
            if (!holds)
            {
                faults.Add(new Fault(path, null, message));
            }
        }
    }
}
