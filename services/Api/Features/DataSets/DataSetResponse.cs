using System.Text.Json.Nodes;
using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Features.DataSets;

internal sealed record DataSetResponse(Guid Id, string Name, IReadOnlyList<string> Tags, JsonObject Data, DateTimeOffset CreatedAt)
{
    public static DataSetResponse Of(DataSet row) => new(row.Id, row.Name, row.Tags, row.Data, row.CreatedAt);
}
