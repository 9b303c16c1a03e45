namespace Orchestra.ServiceDefaults.Identity;

/// <summary>Who asks.</summary>
/// <param name="Subject">The member's subject, or <c>key:NAME</c>.</param>
/// <param name="TenantId">The tenant that they act in.</param>
/// <param name="Roles">Their roles there.</param>
public sealed record Principal(string Subject, Guid TenantId, IReadOnlyList<Role> Roles)
{
    /// <summary>Whether they may do what <paramref name="permission"/> names.</summary>
    public bool May(Permission permission) => RolePermissions.Grant(Roles, permission);
}
