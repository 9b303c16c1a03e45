using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Suites;

internal sealed record ScenarioSummary(Guid Id, string Key, string Name, int Version, ScenarioStatus Status, int Position);
