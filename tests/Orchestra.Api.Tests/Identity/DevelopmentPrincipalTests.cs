using Orchestra.Api.Tests.Hosting;
using Orchestra.Testing.Servers;

namespace Orchestra.Api.Tests.Identity;

/// <summary>Development answers this machine without a key, and nobody else.</summary>
internal sealed class DevelopmentPrincipalTests
{
    private TestDatabase _database = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = await ApiHost.StartAsync(_database, "Development");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task The_built_in_principal_is_an_administrator_of_the_development_tenant()
    {
        var settings = await _host.Client().ReadAsync("/api/v1/tenants/current/settings");

        Assert.That(settings["outboundAllow"]!.AsArray().Select(range => range!.GetValue<string>()), Does.Contain("127.0.0.0/8"));
        Assert.That((await _host.Client().GetAsync("/api/v1/tenants")).Status, Is.EqualTo(403));
    }

    [TestCase("203.0.113.7")]
    [TestCase("127.0.0.1, 203.0.113.7")]
    [TestCase("nonsense")]
    public async Task A_request_forwarded_from_elsewhere_is_refused(string hops)
    {
        var answer = await _host.Client().GetAsync("/api/v1/processes", ("X-Forwarded-For", hops));

        Assert.That((answer.Status, answer.Error), Is.EqualTo((403, "forbidden")), answer.Text);
    }

    [Test]
    public async Task A_request_forwarded_from_this_machine_is_answered()
    {
        var answer = await _host.Client().GetAsync("/api/v1/processes", ("X-Forwarded-For", "127.0.0.1"));

        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }

    [Test]
    public async Task A_wrong_key_is_refused_rather_than_taken_for_the_built_in_principal()
    {
        Assert.That((await _host.Client("orc_wrongwrongwrong").GetAsync("/api/v1/processes")).Status, Is.EqualTo(401));
    }
}
