using Orchestra.Api.Validation;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.ApiKeys;

/// <summary>What holds for a key whether it is created or changed.</summary>
internal static class KeyRules
{
    /// <summary>A platform key stays one, and a tenant's key never becomes one.</summary>
    public static FaultList Check(IReadOnlyList<Role>? roles, DateTimeOffset? expiresAt, Guid tenantId, DateTimeOffset now) =>
        new FaultList()
            .Demand(roles is { Count: > 0 and <= 50 }, "roles", "roles must name at least one role, at most 50")
            .Demand(
                tenantId == WellKnownTenants.Platform || roles?.Contains(Role.PlatformAdmin) != true,
                "roles",
                "PLATFORM_ADMIN is not a tenant's role: ./orchestra admin bootstrap makes such keys"
            )
            .Demand(
                tenantId != WellKnownTenants.Platform || roles?.All(role => role == Role.PlatformAdmin) != false,
                "roles",
                "a key of the platform has the role PLATFORM_ADMIN and no other"
            )
            .Demand(expiresAt is null || expiresAt > now, "expiresAt", "expiresAt must lie in the future");

    public static string[] NamesOf(IEnumerable<Role> roles) => [.. roles.Distinct().Select(RoleNames.Of)];
}
