using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Features.Environments;

internal sealed record EnvironmentResponse(
    Guid Id,
    string Name,
    IReadOnlyDictionary<string, string> ServiceUrls,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Allow,
    IReadOnlyList<string> Mask,
    DateTimeOffset CreatedAt
)
{
    public static EnvironmentResponse Of(TestEnvironment row) =>
        new(row.Id, row.Name, row.ServiceUrls, row.Variables, row.Allow, row.Mask, row.CreatedAt);
}
