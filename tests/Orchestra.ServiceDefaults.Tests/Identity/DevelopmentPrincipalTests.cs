using System.Net;
using Microsoft.AspNetCore.Http;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.ServiceDefaults.Tests.Identity;

internal sealed class DevelopmentPrincipalTests : IdentityFixture
{
    protected override string Environment => "Development";

    [TestCase(null)]
    [TestCase("127.0.0.1")]
    [TestCase("::1, 127.0.0.1")]
    [TestCase("::ffff:127.0.0.1")]
    public async Task A_request_from_this_machine_is_the_developers(string? forwardedFor)
    {
        var answer = await AskAsync("/Administer", forwardedFor: forwardedFor);

        Assert.That(answer, Is.EqualTo((200, $"{WellKnownTenants.Development} developer")));
    }

    [TestCase("203.0.113.7")]
    [TestCase("127.0.0.1, 203.0.113.7")]
    [TestCase("203.0.113.7, 127.0.0.1")]
    [TestCase("unknown")]
    [TestCase("127.0.0.1,")]
    [TestCase("10.0.0.1:5000")]
    public async Task A_request_that_a_proxy_brings_from_elsewhere_is_refused(string forwardedFor)
    {
        var (status, body) = await AskAsync("/View", forwardedFor: forwardedFor);

        Assert.That(status, Is.EqualTo(403));
        Assert.That(body, Does.Contain("development mode"));
    }

    [Test]
    public async Task A_bad_key_is_not_saved_by_the_development_principal() =>
        Assert.That((await AskAsync("/View", ApiKeys.Create())).Status, Is.EqualTo(401));

    [Test]
    public async Task The_developer_manages_no_tenants() => Assert.That((await AskAsync("/ManagePlatform")).Status, Is.EqualTo(403));

    [TestCase("192.0.2.1", false)]
    [TestCase("::ffff:192.0.2.1", false)]
    [TestCase("127.0.0.9", true)]
    public void A_peer_that_is_not_this_machine_is_refused(string peer, bool allowed)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        var source = new DevelopmentPrincipalSource();

        Assert.That(
            async () => await source.FindAsync(context, CancellationToken.None),
            allowed ? Is.Not.Null : Throws.TypeOf<ApiException>().With.Property(nameof(ApiException.Code)).EqualTo(ErrorCode.Forbidden)
        );
    }
}
