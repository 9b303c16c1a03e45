using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Testing.Http;

namespace Orchestra.Api.Tests.Targets;

/// <summary>The check connects to each server that a profile leads to, through the guard, and tells of it by kind and alias.</summary>
internal sealed class ProfileCheckTests : ApiFixture
{
    private readonly TcpListener _server = Listen();
    private readonly TcpListener _own = Listen();
    private readonly string _gone = Gone();
    private FakeHttpTarget _target = null!;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Outbound:Forbidden:0"] = _own.LocalEndpoint.ToString() };

    protected override async Task PrepareAsync()
    {
        _target = await FakeHttpTarget.StartAsync();
        _target.On("/token", 405, "{}");
        await Tenant.AllowLoopbackAsync();
    }

    [OneTimeTearDown]
    public async Task StopTargetsAsync()
    {
        _server.Dispose();
        _own.Dispose();
        await _target.DisposeAsync();
    }

    [Test]
    public async Task Each_server_of_each_profile_is_told_by_kind_alias_and_what_fails()
    {
        var port = ((IPEndPoint)_server.LocalEndpoint).Port;
        var found = await CheckAsync(
            ["127.0.0.0/8"],
            ("db", "there", Db("127.0.0.1", port)),
            ("db", "nameless", Db("no-such-host.invalid", 5432)),
            ("db", "private", Db("10.1.2.3", 5432)),
            ("db", "ours", Db("127.0.0.1", ((IPEndPoint)_own.LocalEndpoint).Port)),
            ("kafka", "half", new { bootstrapServers = $"127.0.0.1:{port},{_gone}" }),
            ("queue", "broker", new { host = "127.0.0.1", port }),
            ("auth", "token", OAuth($"{_target.Url}/token")),
            ("auth", "basic", Sources.AuthProfile)
        );

        Assert.That(
            found["profiles"]!.AsArray().Select(item => $"{item!["kind"]} {item["alias"]} {item["server"]}: {item["result"]}"),
            Is.EquivalentTo(
                (string[])
                    [
                        $"DB there 127.0.0.1:{port}: CONNECTED",
                        "DB nameless no-such-host.invalid:5432: DNS",
                        "DB private 10.1.2.3:5432: BLOCKED",
                        $"DB ours {_own.LocalEndpoint}: BLOCKED",
                        $"KAFKA half 127.0.0.1:{port}: CONNECTED",
                        $"KAFKA half {_gone}: REFUSED",
                        $"QUEUE broker 127.0.0.1:{port}: CONNECTED",
                        $"AUTH token {_target.Url}/token: ANSWERED",
                    ]
            )
        );
        Assert.That((bool)found["ok"]!, Is.False);
        Assert.That(_own.Pending(), Is.False, "no SYN reached our own server");
        var connected = found["profiles"]!.AsArray().First(item => (string?)item!["result"] == "CONNECTED")!;
        Assert.That(
            ((bool)connected["ok"]!, (string?)connected["message"]),
            Is.EqualTo((true, "a TCP connection was made; TLS and the log-in were not tried"))
        );
    }

    [Test]
    public async Task What_is_blocked_reads_the_same_whatever_is_behind_it()
    {
        var found = await CheckAsync(
            [],
            ("db", "there", Db("127.0.0.1", ((IPEndPoint)_server.LocalEndpoint).Port)),
            ("db", "by name", Db("localhost", ((IPEndPoint)_server.LocalEndpoint).Port)),
            ("kafka", "gone", new { bootstrapServers = _gone }),
            ("queue", "private", new { host = "10.1.2.3" }),
            ("auth", "metadata", OAuth("http://169.254.169.254/token"))
        );
        var profiles = found["profiles"]!.AsArray();

        Assert.That(profiles.Select(item => (string?)item!["result"]), Is.EqualTo(Enumerable.Repeat("BLOCKED", 5)));
        Assert.That(profiles.Select(item => (string?)item!["message"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That((string?)profiles[0]!["message"], Does.Contain("may not go there").And.Not.Contain("127.0.0.1"));
    }

    [Test]
    public async Task Where_every_server_is_there_the_whole_is_good()
    {
        var port = ((IPEndPoint)_server.LocalEndpoint).Port;

        var found = await CheckAsync(["127.0.0.0/8"], ("db", "there", Db("127.0.0.1", port)), ("auth", "basic", Sources.AuthProfile));

        Assert.That((bool)found["ok"]!, Is.True, $"{found}");
    }

    private static object Db(string host, int port) =>
        new
        {
            host,
            port,
            database = "d",
        };

    private static object OAuth(string tokenUrl) =>
        new
        {
            kind = "OAUTH2_CLIENT_CREDENTIALS",
            tokenUrl,
            clientId = "tester",
            clientSecret = "secret:CLIENT",
        };

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

    private async Task<JsonObject> CheckAsync(string[] allow, params (string Kind, string Alias, object Profile)[] profiles)
    {
        var name = TestContext.CurrentContext.Test.Name;
        var environment = new Dictionary<string, object> { ["name"] = name, ["allow"] = allow };
        foreach (var kind in profiles.GroupBy(profile => profile.Kind))
        {
            var ids = new Dictionary<string, Guid>();
            foreach (var (_, alias, profile) in kind)
            {
                ids[alias] = await Tenant.ProfileAsync(kind.Key, profile, $"{name} {alias}");
            }

            environment[$"{kind.Key}Profiles"] = ids;
        }

        var created = await Tenant.Api.CreateAsync("/api/v1/environments", environment);
        var answer = await Tenant.Api.PostAsync($"/api/v1/environments/{created["id"]}/check");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return answer.Json;
    }
}
