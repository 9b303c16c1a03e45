using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.ServiceDefaults.Tests.Identity;

internal sealed class RolePermissionsTests
{
    // From least to most, as the API's page has them: V, R, D, A.
    private static readonly (Role Role, Permission[] Adds)[] Ladder =
    [
        (Role.Viewer, [Permission.View]),
        (Role.TestRunner, [Permission.Run]),
        (Role.TestDesigner, [Permission.Design]),
        (Role.OrgAdmin, [Permission.Administer, Permission.ManageKeys]),
    ];

    [Test]
    public void Each_role_may_what_the_ones_before_it_may_and_something_more()
    {
        for (var i = 0; i < Ladder.Length; i++)
        {
            var granted = Enum.GetValues<Permission>().Where(permission => RolePermissions.Grant([Ladder[i].Role], permission));
            Assert.That(granted, Is.EquivalentTo(Ladder[..(i + 1)].SelectMany(step => step.Adds)), $"{Ladder[i].Role}");
        }
    }

    [Test]
    public void A_platform_administrator_manages_tenants_and_its_own_keys_and_sees_nothing_of_them()
    {
        var granted = Enum.GetValues<Permission>().Where(permission => RolePermissions.Grant([Role.PlatformAdmin], permission));

        Assert.That(granted, Is.EqualTo((Permission[])[Permission.ManageKeys, Permission.ManagePlatform]));
    }

    [Test]
    public void Several_roles_grant_what_any_of_them_grants_and_none_grants_nothing()
    {
        Assert.That(RolePermissions.Grant([Role.Viewer, Role.PlatformAdmin], Permission.ManagePlatform), Is.True);
        Assert.That(Enum.GetValues<Permission>().Where(permission => RolePermissions.Grant([], permission)), Is.Empty);
    }

    [Test]
    public void Every_role_has_a_wire_name_and_comes_back_from_it([Values] Role role) =>
        Assert.That(RoleNames.Parse(RoleNames.Of(role)), Is.EqualTo(role));
}
