using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Testing.Http;

namespace Orchestra.Api.Tests.Targets;

/// <summary>
/// The check goes where a step would go, through the same guard, and tells apart what fails; of what is blocked it says nothing that the
/// tenant did not write. Each blocked case has its control: the same server where it may be reached.
/// </summary>
internal sealed class EnvironmentCheckTests : ApiFixture
{
    private readonly TcpListener _silent = Listen();
    private readonly TcpListener _own = Listen();
    private readonly string _gone = Gone();
    private FakeHttpTarget _target = null!;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Outbound:Forbidden:0"] = _own.LocalEndpoint.ToString() };

    protected override async Task PrepareAsync()
    {
        _target = await FakeHttpTarget.StartAsync();
        _target.On("/none", 404, "{}").On("/broken", 503, "{}");
        _target.On(
            "/elsewhere",
            context =>
            {
                context.Response.Redirect("http://169.254.169.254/latest");
                return Task.CompletedTask;
            }
        );
        await Tenant.AllowLoopbackAsync();
    }

    [OneTimeTearDown]
    public async Task StopTargetsAsync()
    {
        _silent.Dispose();
        _own.Dispose();
        await _target.DisposeAsync();
    }

    [Test]
    public async Task Each_service_is_told_by_what_fails()
    {
        var found = await CheckAsync(
            ["127.0.0.0/8"],
            new()
            {
                ["answers"] = _target.Url,
                ["has nothing at its root"] = $"{_target.Url}/none",
                ["sends elsewhere"] = $"{_target.Url}/elsewhere",
                ["is broken"] = $"{_target.Url}/broken",
                ["is no TLS"] = _target.Url.Replace("http:", "https:", StringComparison.Ordinal),
                ["is gone"] = $"http://{_gone}",
                ["has no name"] = "http://no-such-host.invalid",
                ["is private"] = "http://10.1.2.3",
                ["gives credentials away"] = "http://169.254.169.254",
                ["is ours"] = $"http://{_own.LocalEndpoint}",
            }
        );

        Assert.That(
            found["services"]!.AsArray().Select(item => $"{item!["service"]}: {item["result"]} {item["statusCode"]}".TrimEnd()),
            Is.EquivalentTo(
                (string[])
                    [
                        "answers: ANSWERED 200",
                        "has nothing at its root: ANSWERED 404",
                        "sends elsewhere: ANSWERED 302",
                        "is broken: STATUS 503",
                        "is no TLS: TLS",
                        "is gone: REFUSED",
                        "has no name: DNS",
                        "is private: BLOCKED",
                        "gives credentials away: BLOCKED",
                        "is ours: BLOCKED",
                    ]
            )
        );
        Assert.That((bool)found["ok"]!, Is.False);
        Assert.That(
            found["services"]!.AsArray().Where(item => !(bool)item!["ok"]!).Select(item => (string?)item!["message"]),
            Has.All.Not.Null.And.All.Not.Empty
        );
        Assert.That(_own.Pending(), Is.False, "no SYN reached our own server");
    }

    [Test]
    public async Task Two_that_are_silent_take_the_time_of_one()
    {
        var watch = Stopwatch.StartNew();
        var found = await CheckAsync(
            ["127.0.0.0/8"],
            new()
            {
                ["one"] = $"http://{_silent.LocalEndpoint}",
                ["two"] = $"http://{_silent.LocalEndpoint}/two",
                ["answers"] = _target.Url,
            }
        );

        Assert.That(
            found["services"]!.AsArray().Select(item => (string?)item!["result"]),
            Is.EqualTo((string[])["ANSWERED", "TIMEOUT", "TIMEOUT"])
        );
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5.5)));
        Assert.That((long)found["services"]![1]!["durationMs"]!, Is.InRange(2900, 5500));
        Assert.That((long)found["services"]![0]!["durationMs"]!, Is.LessThan(2900));
    }

    [Test]
    public async Task What_is_blocked_reads_the_same_whatever_is_behind_it()
    {
        var before = _target.Requests.Count;
        var found = await CheckAsync(
            [],
            new()
            {
                ["a name for loopback"] = _target.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
                ["loopback"] = _target.Url,
                ["nobody there"] = $"http://{_gone}",
                ["ours"] = $"http://{_own.LocalEndpoint}",
                ["private"] = "http://10.1.2.3:81",
                ["metadata"] = "http://[fd00:ec2::254]",
            }
        );
        var services = found["services"]!.AsArray();

        Assert.That(services.Select(item => (string?)item!["result"]), Has.All.EqualTo("BLOCKED"));
        Assert.That(services.Select(item => (string?)item!["message"]).Distinct().Count(), Is.EqualTo(1));
        foreach (var told in (string[])["127.0.0.1", "10.1.2.3", "loopback address", "private address", "Orchestra"])
        {
            Assert.That((string?)services[0]!["message"], Does.Not.Contain(told));
        }

        Assert.That(_target.Requests, Has.Count.EqualTo(before), "nothing was sent");
    }

    [Test]
    public async Task Where_everything_answers_the_whole_is_good()
    {
        var found = await CheckAsync(["127.0.0.0/8"], new() { ["answers"] = _target.Url });
        var empty = await CheckAsync([], []);

        Assert.That(((bool)found["ok"]!, (bool)empty["ok"]!), Is.EqualTo((true, true)));
        Assert.That(found["services"]![0]!["message"], Is.Null);
    }

    [Test]
    public async Task A_ceiling_that_was_lowered_holds_for_checks_too()
    {
        var other = await Host.NewTenantAsync(Platform, "lowered");
        await other.AllowLoopbackAsync();
        var id = await other.EnvironmentAsync("local");
        await other.ChangeSettingsAsync(settings => settings["outboundAllow"] = new JsonArray());

        var answer = await other.Api.PostAsync($"/api/v1/environments/{id}/check");

        Assert.That((answer.Status, answer.Faults.Single().Path), Is.EqualTo((400, "environment.allow[0]")), answer.Text);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    // Where somebody listened a moment ago and nobody does now.
    private static string Gone()
    {
        using var listener = Listen();
        return listener.LocalEndpoint.ToString()!;
    }

    private async Task<JsonObject> CheckAsync(string[] allow, Dictionary<string, string> serviceUrls)
    {
        var created = await Tenant.Api.CreateAsync(
            "/api/v1/environments",
            new
            {
                name = $"checked {TestContext.CurrentContext.Test.Name} {serviceUrls.Count}",
                serviceUrls,
                allow,
            }
        );
        var answer = await Tenant.Api.PostAsync($"/api/v1/environments/{created["id"]}/check");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return answer.Json;
    }
}
