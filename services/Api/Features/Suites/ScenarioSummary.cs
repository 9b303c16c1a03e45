using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Suites;

/// <summary>A line of a suite; version and status are the latest version's, activity and tags those of the version that runs take.</summary>
internal sealed record ScenarioSummary(
    Guid Id,
    string Key,
    string Name,
    int Version,
    ScenarioStatus Status,
    int Position,
    int? RunVersion,
    bool Active,
    IReadOnlyList<string> Tags
)
{
    public static ScenarioSummary Of(Scenario row, ScenarioStatus status) =>
        new(row.Id, row.Key, row.Name, row.LatestVersion, status, row.Position, row.RunVersion, row.Active, row.Tags);
}
