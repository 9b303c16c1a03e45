using Orchestra.Secrets;

namespace Orchestra.Api.Features.Vault;

/// <summary>A secret without the secret.</summary>
internal sealed record SecretResponse(
    string Name,
    int Version,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ChangedAt,
    string ChangedBy
)
{
    public static SecretResponse Of(SecretHead head) =>
        new(head.Name, head.Version, head.CreatedAt, head.CreatedBy, head.ChangedAt, head.ChangedBy);
}
