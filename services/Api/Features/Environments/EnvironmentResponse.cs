using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Profiles;

namespace Orchestra.Api.Features.Environments;

internal sealed record EnvironmentResponse(
    Guid Id,
    string Name,
    IReadOnlyDictionary<string, string> ServiceUrls,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Allow,
    IReadOnlyList<string> Mask,
    IReadOnlyDictionary<string, Guid> DbProfiles,
    IReadOnlyDictionary<string, Guid> KafkaProfiles,
    IReadOnlyDictionary<string, Guid> QueueProfiles,
    IReadOnlyDictionary<string, Guid> AuthProfiles,
    IReadOnlyDictionary<string, string> ServiceAuth,
    IReadOnlyDictionary<string, TlsSettings> ServiceTls,
    DateTimeOffset CreatedAt
)
{
    public static EnvironmentResponse Of(TestEnvironment row) =>
        new(
            row.Id,
            row.Name,
            row.ServiceUrls,
            row.Variables,
            row.Allow,
            row.Mask,
            OfKind(row, ProfileKind.Db),
            OfKind(row, ProfileKind.Kafka),
            OfKind(row, ProfileKind.Queue),
            OfKind(row, ProfileKind.Auth),
            row.ServiceAuth,
            row.ServiceTls,
            row.CreatedAt
        );

    private static SortedDictionary<string, Guid> OfKind(TestEnvironment row, ProfileKind kind) =>
        new(
            row.Profiles.Where(profile => profile.Kind == kind).ToDictionary(profile => profile.Alias, profile => profile.ProfileId),
            StringComparer.Ordinal
        );
}
