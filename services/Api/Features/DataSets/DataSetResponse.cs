using System.Text.Json.Nodes;
using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Features.DataSets;

internal sealed record DataSetResponse(
    Guid Id,
    string Name,
    DataSetScope Scope,
    Guid? SuiteId,
    Guid? ScenarioId,
    DataSetOrigin Origin,
    IReadOnlyList<string> Tags,
    JsonObject Data,
    DateTimeOffset CreatedAt,
    string CreatedBy
)
{
    public static DataSetResponse Of(DataSet row) =>
        new(row.Id, row.Name, row.Scope, row.SuiteId, row.ScenarioId, row.Origin, row.Tags, row.Data, row.CreatedAt, row.CreatedBy);
}
