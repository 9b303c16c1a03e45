using System.Text.Json;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts;

namespace Orchestra.Api.Features.Profiles;

internal sealed record ProfileResponse<T>(Guid Id, string Name, T Profile, DateTimeOffset CreatedAt, string CreatedBy)
    where T : class
{
    public static ProfileResponse<T> Of(ConnectionProfile row) =>
        new(row.Id, row.Name, row.Body.Deserialize<T>(OrchestraJson.Options)!, row.CreatedAt, row.CreatedBy);
}
