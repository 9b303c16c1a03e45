using Orchestra.Api.Tests.Hosting;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Tests.Identity;

/// <summary>Every route with every role: what is let through follows the one table of permissions.</summary>
internal sealed class RoleMatrixTests : ApiFixture
{
    private readonly Dictionary<Role, ApiClient> _clients = [];

    protected override async Task PrepareAsync()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            _clients[role] = role == Role.PlatformAdmin ? Platform : await Host.KeyAsync(Tenant, role);
        }
    }

    [TestCase(Role.Viewer)]
    [TestCase(Role.TestRunner)]
    [TestCase(Role.TestDesigner)]
    [TestCase(Role.OrgAdmin)]
    [TestCase(Role.PlatformAdmin)]
    public async Task A_role_may_do_what_its_permissions_say_and_nothing_else(Role role)
    {
        var unknown = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        using (Assert.EnterMultipleScope())
        {
            foreach (var route in ApiRoute.Of(Host))
            {
                // No body: whoever is let through gets past the permission and fails at the body or the id.
                var answer = await _clients[role].SendAsync(route.Method, route.PathTo(unknown));
                if (RolePermissions.Grant([role], route.Permission))
                {
                    Assert.That(
                        answer.Status,
                        Is.LessThan(500).And.Not.EqualTo(401).And.Not.EqualTo(403),
                        $"{role} {route}: {answer.Text}"
                    );
                }
                else
                {
                    Assert.That((answer.Status, answer.Error), Is.EqualTo((403, "forbidden")), $"{role} {route}: {answer.Text}");
                    Assert.That(answer.Message, Does.Contain(route.Permission.ToString()), $"{route}");
                }
            }
        }
    }

    [Test]
    public void The_table_of_permissions_is_the_documented_one()
    {
        Permission[][] expected =
        [
            [Permission.View],
            [Permission.View, Permission.Run],
            [Permission.View, Permission.Run, Permission.Design],
            [Permission.View, Permission.Run, Permission.Design, Permission.Administer, Permission.ManageKeys],
            [Permission.ManageKeys, Permission.ManagePlatform],
        ];
        var actual = Enum.GetValues<Role>()
            .Select(role => Enum.GetValues<Permission>().Where(permission => RolePermissions.Grant([role], permission)).ToArray());

        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public void Routes_ask_for_the_documented_permission()
    {
        var byPermission = ApiRoute
            .Of(Host)
            .Where(route => route.Method != "GET")
            .ToDictionary(route => route.Name, route => route.Permission);

        Assert.That(
            byPermission,
            Is.EquivalentTo(
                new Dictionary<string, Permission>
                {
                    ["CreateTenant"] = Permission.ManagePlatform,
                    ["PutSettings"] = Permission.Administer,
                    ["CreateMember"] = Permission.Administer,
                    ["ChangeMember"] = Permission.Administer,
                    ["RevokeMember"] = Permission.Administer,
                    ["CreateSecret"] = Permission.Administer,
                    ["ReplaceSecret"] = Permission.Administer,
                    ["DeleteSecret"] = Permission.Administer,
                    ["CreateApiKey"] = Permission.Administer,
                    ["ChangeApiKey"] = Permission.ManageKeys,
                    ["RevokeApiKey"] = Permission.ManageKeys,
                    ["ImportProcess"] = Permission.Design,
                    ["PublishProcessVersion"] = Permission.Design,
                    ["ImportSpec"] = Permission.Design,
                    ["GenerateSuite"] = Permission.Design,
                    ["DeleteSuite"] = Permission.Design,
                    ["CreateScenario"] = Permission.Design,
                    ["DeleteScenario"] = Permission.Design,
                    ["ChangeSuite"] = Permission.Design,
                    ["AcceptProposal"] = Permission.Design,
                    ["RejectProposal"] = Permission.Design,
                    ["PutBindings"] = Permission.Design,
                    ["RegenerateSuite"] = Permission.Design,
                    ["ChangeScenario"] = Permission.Design,
                    ["PublishScenario"] = Permission.Design,
                    ["DeprecateScenario"] = Permission.Design,
                    ["LockScenario"] = Permission.Design,
                    ["UnlockScenario"] = Permission.Design,
                    ["CreateEnvironment"] = Permission.Administer,
                    ["ChangeEnvironment"] = Permission.Administer,
                    ["DeleteEnvironment"] = Permission.Administer,
                    ["CheckEnvironment"] = Permission.Administer,
                    ["CreateDbProfile"] = Permission.Administer,
                    ["ChangeDbProfile"] = Permission.Administer,
                    ["DeleteDbProfile"] = Permission.Administer,
                    ["CreateKafkaProfile"] = Permission.Administer,
                    ["ChangeKafkaProfile"] = Permission.Administer,
                    ["DeleteKafkaProfile"] = Permission.Administer,
                    ["CreateQueueProfile"] = Permission.Administer,
                    ["ChangeQueueProfile"] = Permission.Administer,
                    ["DeleteQueueProfile"] = Permission.Administer,
                    ["CreateAuthProfile"] = Permission.Administer,
                    ["ChangeAuthProfile"] = Permission.Administer,
                    ["DeleteAuthProfile"] = Permission.Administer,
                    ["CreateDataSet"] = Permission.Design,
                    ["ImportDataSets"] = Permission.Design,
                    ["ChangeDataSet"] = Permission.Design,
                    ["DeleteDataSet"] = Permission.Design,
                    ["CreateTestRun"] = Permission.Run,
                    ["RerunTestRun"] = Permission.Run,
                    ["CancelTestRun"] = Permission.Run,
                    ["CreateSuiteRun"] = Permission.Run,
                    ["CancelSuiteRun"] = Permission.Run,
                }
            )
        );
        string[] administered =
        [
            "ListTenants",
            "GetTenant",
            "GetSettings",
            "ListMembers",
            "GetMember",
            "ListApiKeys",
            "GetApiKey",
            "ListSecrets",
            "GetSecret",
        ];
        Assert.That(
            ApiRoute.Of(Host).Where(route => route.Method == "GET" && route.Permission != Permission.View).Select(route => route.Name),
            Is.EquivalentTo(administered)
        );
    }
}
