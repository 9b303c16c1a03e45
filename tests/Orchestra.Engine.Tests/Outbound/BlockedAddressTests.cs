using System.Net;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>S1: no spelling of a closed address gets a connection out; the same spelling does once the guard lets it.</summary>
[CancelAfter(60_000)]
internal sealed class BlockedAddressTests : OutboundFixture
{
    private static readonly IPAddress[] ThisMachine = [IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Parse("127.8.9.10")];

    // {0} is the port of a listener on these addresses; 0.0.0.0 and [::] lead there too.
    private static readonly string[] ReachLoopback =
    [
        "http://127.0.0.1:{0}/",
        "http://127.1:{0}/",
        "http://2130706433:{0}/",
        "http://0177.0.0.1:{0}/",
        "http://0x7f000001:{0}/",
        "http://0x7f.0.0.1:{0}/",
        "http://127.8.9.10:{0}/",
        "http://0.0.0.0:{0}/",
        "http://0:{0}/",
        "http://[::1]:{0}/",
        "http://[0:0:0:0:0:0:0:1]:{0}/",
        "http://[::]:{0}/",
        "http://[::ffff:127.0.0.1]:{0}/",
        "http://[::ffff:7f00:1]:{0}/",
        "http://１２７.０.０.１:{0}/",
        "http://127。0。0。1:{0}/",
        "http://127.0.0.1.:{0}/",
        "http://localhost:{0}/",
        "http://LOCALHOST.:{0}/",
        "HTTP://127.0.0.1:{0}/",
    ];

    private static readonly string[] Elsewhere =
    [
        "http://[::ffff:a9fe:a9fe]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
        "http://[::127.0.0.1]/",
        "http://[2a00:1450::5efe:7f00:1]/",
        "http://[fe80::1%25lo]/",
        "http://[fe80::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://169.254.1.1/",
        "http://168.63.129.16/",
        "http://100.100.100.200/",
        "http://[fd00:ec2::254]/",
        "http://100.64.0.1/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.0.1/",
        "http://[fc00::1]/",
        "http://[fd12:3456::1]/",
        "http://224.0.0.1/",
        "http://239.255.255.250/",
        "http://255.255.255.255/",
        "http://240.0.0.1/",
        "http://192.0.0.8/",
        "http://198.18.0.1/",
        "http://[ff02::1]/",
        "http://[2001:db8::1]/",
        "http://[fec0::1]/",
        "http://[4000::1]/",
    ];

    [TestCaseSource(nameof(ReachLoopback))]
    public async Task A_spelling_of_this_machine_is_blocked_and_nothing_arrives(string template, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly(ThisMachine);
        var url = template.Replace("{0}", $"{server.Port}", StringComparison.Ordinal);

        var result = await Client.SendAsync(Get(url), Closed, Limits, cancellationToken);

        Assert.That(Expect<OutboundResult.Blocked>(result).RequestMayHaveBeenSent, Is.False);
        Assert.That(server.Connections, Is.Zero);
    }

    [TestCaseSource(nameof(ReachLoopback))]
    public async Task Control_without_the_judge_the_same_spelling_arrives(string template, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly(ThisMachine);
        using var client = Unguarded();
        var url = template.Replace("{0}", $"{server.Port}", StringComparison.Ordinal);

        var result = await client.SendAsync(Get(url), Closed, Limits, cancellationToken);

        Assert.That(Answer(result).StatusCode, Is.EqualTo(200));
        Assert.That(server.Connections, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Elsewhere))]
    public async Task A_closed_address_elsewhere_is_blocked_and_never_dialled(string url, CancellationToken cancellationToken)
    {
        var dialler = new RecordingDialler(1);
        var connector = new GuardedConnector(new ScriptedResolver(), TimeProvider.System, AddressJudge.Judge, dialler.DialAsync);
        using var client = new GuardedHttpClient(connector, TimeProvider.System);

        var result = await client.SendAsync(Get(url), Development, Limits, cancellationToken);

        Expect<OutboundResult.Blocked>(result);
        Assert.That(dialler.Dialled, Is.Empty);
    }

    [TestCaseSource(nameof(Elsewhere))]
    public async Task Control_without_the_judge_the_address_elsewhere_is_dialled(string url, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();
        var dialler = new RecordingDialler(server.Port);
        using var client = Unguarded(new ScriptedResolver(), dialler.DialAsync);

        var result = await client.SendAsync(Get(url), Closed, Limits, cancellationToken);

        Answer(result);
        Assert.That(dialler.Dialled, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Every_block_has_the_one_error_code_and_names_the_address(CancellationToken cancellationToken)
    {
        var result = await Client.SendAsync(Get("http://10.1.2.3/"), Closed, Limits, cancellationToken);

        Assert.That(OutboundDecision.BlockedCode, Is.EqualTo("OUTBOUND_BLOCKED"));
        Assert.That(Expect<OutboundResult.Blocked>(result).Reason, Does.Contain("10.1.2.3, a private address").And.Contain("'allow'"));
    }

    [Test]
    public async Task An_entry_opens_exactly_its_range(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly([.. new[] { "127.0.0.3", "127.0.0.7", "127.0.0.8" }.Select(IPAddress.Parse)]);
        var policy = new OutboundPolicy { Allow = [AddressRange.Parse("127.0.0.4/30")] };

        var inside = await Client.SendAsync(Get($"http://127.0.0.7:{server.Port}/"), policy, Limits, cancellationToken);
        var before = await Client.SendAsync(Get($"http://127.0.0.3:{server.Port}/"), policy, Limits, cancellationToken);
        var behind = await Client.SendAsync(Get($"http://127.0.0.8:{server.Port}/"), policy, Limits, cancellationToken);

        Answer(inside);
        Expect<OutboundResult.Blocked>(before);
        Expect<OutboundResult.Blocked>(behind);
        Assert.That(server.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task An_IPv4_loopback_entry_is_enough_for_localhost(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();
        using var client = ClientWith(new ScriptedResolver().Answer("localhost", "::1,127.0.0.1"));
        var policy = new OutboundPolicy { Allow = [AddressRange.Parse("127.0.0.0/8")] };

        Answer(await client.SendAsync(Get($"http://localhost:{server.Port}/"), policy, Limits, cancellationToken));
    }

    [Test]
    public async Task A_public_address_needs_no_entry(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();
        var dialler = new RecordingDialler(server.Port);
        var connector = new GuardedConnector(new ScriptedResolver(), TimeProvider.System, AddressJudge.Judge, dialler.DialAsync);
        using var client = new GuardedHttpClient(connector, TimeProvider.System);

        Answer(await client.SendAsync(Get("http://93.184.215.14/"), Closed, Limits, cancellationToken));
        Answer(await client.SendAsync(Get("http://[2606:2800:21f::1]/"), Closed, Limits, cancellationToken));
        Answer(await client.SendAsync(Get("http://[64:ff9b::5db8:d70e]/"), Closed, Limits, cancellationToken));

        Assert.That(dialler.Dialled, Has.Count.EqualTo(3));
    }
}
