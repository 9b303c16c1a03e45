using System.Text.Json;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>Roles as the wire and the tables write them, for example <c>ORG_ADMIN</c>.</summary>
public static class RoleNames
{
    private static readonly Dictionary<string, Role> Roles = Enum.GetValues<Role>().ToDictionary(Of, role => role, StringComparer.Ordinal);

    /// <summary>The wire name of a role.</summary>
    public static string Of(Role role) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(role.ToString());

    /// <summary>The role of a stored wire name.</summary>
    public static Role Parse(string name) => Roles[name];
}
