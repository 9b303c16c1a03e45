namespace Orchestra.ServiceDefaults.Identity;

/// <summary>The one table from roles to permissions.</summary>
public static class RolePermissions
{
    private static readonly Dictionary<Role, Permission[]> Table = new()
    {
        [Role.Viewer] = [Permission.View],
        [Role.TestRunner] = [Permission.View, Permission.Run],
        [Role.TestDesigner] = [Permission.View, Permission.Run, Permission.Design],
        [Role.OrgAdmin] = [Permission.View, Permission.Run, Permission.Design, Permission.Administer, Permission.ManageKeys],
        // Their keys are the platform tenant's: nobody else could revoke one that got lost.
        [Role.PlatformAdmin] = [Permission.ManageKeys, Permission.ManagePlatform],
    };

    /// <summary>Whether one of <paramref name="roles"/> grants <paramref name="permission"/>.</summary>
    public static bool Grant(IEnumerable<Role> roles, Permission permission) => roles.Any(role => Table[role].Contains(permission));
}
