using System.Text.Json.Nodes;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Planning;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Conditions.Paths;

namespace Orchestra.Api.Features.DataSets;

/// <summary>How a data set fits one scenario. Pure.</summary>
/// <param name="IsNamed">Whether the scenario's path names the set, so that its runs take it anyway.</param>
/// <param name="Missing">What the steps read and neither the set has nor the scenario.</param>
/// <param name="Defaulted">What the steps read and do without where the set does not have it.</param>
/// <param name="Broken">Conditions of the path that its values break.</param>
internal sealed record DataSetFit(
    bool IsNamed,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Defaulted,
    IReadOnlyList<string> Broken
)
{
    /// <summary>It has all that the steps read, and no condition is against it.</summary>
    public bool IsGood => Missing.Count == 0 && Defaulted.Count == 0 && Broken.Count == 0;

    /// <summary>Null when the scenario reads nothing of what the set has.</summary>
    /// <param name="set">The set.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="reads">What its steps read.</param>
    /// <param name="demands">What its flows demand; null for a scenario without a process.</param>
    public static DataSetFit? Of(DataSet set, TestScenario scenario, IReadOnlyList<DataRead> reads, DataDemands? demands)
    {
        var isNamed = scenario.DataSets.Contains(set.Name, StringComparer.Ordinal);
        var lacking = reads.Where(read => !read.IsIn(set.Data)).ToList();
        if (!isNamed && lacking.Count == reads.Count)
        {
            return null;
        }

        bool IsCovered(DataRead read) => read.HasDefault || read.IsIn(scenario.Data);
        return new DataSetFit(
            isNamed,
            [.. lacking.Where(read => !IsCovered(read)).Select(read => read.Path)],
            [.. lacking.Where(IsCovered).Select(read => read.Path)],
            demands?.BrokenBy(AsRun(scenario, set)) ?? []
        );
    }

    private static JsonObject AsRun(TestScenario scenario, DataSet set)
    {
        var data = scenario.Data.DeepClone().AsObject();
        DataMerge.Override(data, set.Data);
        return data;
    }
}
