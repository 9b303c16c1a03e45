using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Features.Members;

internal sealed record MemberResponse(
    Guid Id,
    string Subject,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? RevokedAt
)
{
    public static MemberResponse Of(Member row) => new(row.Id, row.Subject, row.Roles, row.CreatedAt, row.CreatedBy, row.RevokedAt);
}
