using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>A scenario at one version.</summary>
internal sealed record ScenarioResponse(
    Guid Id,
    Guid SuiteId,
    int Version,
    ScenarioStatus Status,
    int? RunVersion,
    ScenarioLock? Lock,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    TestScenario Scenario
)
{
    public static ScenarioResponse Of(Scenario row, ScenarioVersion version, DateTimeOffset now) =>
        new(
            row.Id,
            row.SuiteId,
            version.Version,
            version.Status,
            row.RunVersion,
            ScenarioLock.Of(row, now),
            version.CreatedAt,
            version.CreatedBy,
            version.Body
        );
}
