using System.Net;
using System.Net.Sockets;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>S1, second half: our own servers stay out of reach, whatever name or address leads to them.</summary>
[CancelAfter(30_000)]
internal sealed class OwnServerTests : OutboundFixture
{
    [TestCase("127.0.0.1", "127.0.0.1")]
    [TestCase("127.0.0.1", "localhost")]
    [TestCase("127.0.0.1", "0x7f.1")]
    [TestCase("127.0.0.1", "db.example")]
    [TestCase("127.0.0.1", "[::ffff:127.0.0.1]")]
    [TestCase("db.example", "127.0.0.1")]
    [TestCase("db.example", "DB.example.")]
    [TestCase("localhost", "127.0.0.1")]
    public async Task A_forbidden_endpoint_is_not_reached_and_is_without_the_entry(
        string forbidden,
        string host,
        CancellationToken cancellationToken
    )
    {
        await using var server = RawServer.Friendly();
        using var client = ClientWith(Resolver());
        var guarded = Development with { Forbidden = [new ForbiddenEndpoint(forbidden, server.Port)] };
        var url = $"http://{host}:{server.Port}/";

        var blocked = await client.SendAsync(Get(url), guarded, Limits, cancellationToken);
        Assert.That(Expect<OutboundResult.Blocked>(blocked).Reason, Does.Contain("server of Orchestra itself"));
        Assert.That(server.Connections, Is.Zero);

        Answer(await client.SendAsync(Get(url), Development, Limits, cancellationToken));
        Assert.That(server.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task A_server_on_this_machine_is_blocked_at_every_address_of_the_machine(CancellationToken cancellationToken)
    {
        var connector = new GuardedConnector(Resolver(), TimeProvider.System, AddressJudge.Judge, new RecordingDialler(1).DialAsync);
        var policy = new OutboundPolicy
        {
            Allow = [AddressRange.Parse("10.0.0.0/8")],
            Forbidden = [new ForbiddenEndpoint("127.0.0.1", 5432), new ForbiddenEndpoint("10.9.9.9", 5433)],
        };

        Assert.That(
            () => connector.JudgedAddressesAsync(new DnsEndPoint("10.20.30.40", 5432), policy, cancellationToken),
            Throws.TypeOf<OutboundBlockedException>(),
            "the machine's own address, server on loopback"
        );
        Assert.That(
            await connector.JudgedAddressesAsync(new DnsEndPoint("10.20.30.40", 5433), policy, cancellationToken),
            Has.Count.EqualTo(1),
            "the other server is elsewhere"
        );
        Assert.That(
            await connector.JudgedAddressesAsync(new DnsEndPoint("10.20.30.41", 5432), policy, cancellationToken),
            Has.Count.EqualTo(1),
            "another machine"
        );
    }

    [Test]
    public void A_port_is_closed_while_our_own_server_cannot_be_found()
    {
        var connector = new GuardedConnector(Resolver(), TimeProvider.System);
        var policy = Development with { Forbidden = [new ForbiddenEndpoint("gone.example", 5432)] };

        Assert.That(
            () => connector.ConnectAsync(new DnsEndPoint("127.0.0.1", 5432), policy, CancellationToken.None),
            Throws.TypeOf<OutboundBlockedException>().With.Message.Contains("gone.example")
        );
    }

    [Test]
    public async Task Any_protocol_connects_through_the_same_guard(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start((connection, token) => connection.WriteAsync("220 ready\r\n", token));
        var connector = new GuardedConnector(new DnsHostResolver(), TimeProvider.System);
        var endpoint = new DnsEndPoint("127.0.0.1", server.Port);

        Assert.That(() => connector.ConnectAsync(endpoint, Closed, cancellationToken), Throws.TypeOf<OutboundBlockedException>());
        Assert.That(server.Connections, Is.Zero);

        await using var stream = await connector.ConnectAsync(endpoint, Development, cancellationToken);
        using var reader = new StreamReader(stream);
        Assert.That(await reader.ReadLineAsync(cancellationToken), Is.EqualTo("220 ready"));
    }

    [Test]
    public void A_name_that_does_not_exist_is_a_failed_lookup_and_no_block()
    {
        var connector = new GuardedConnector(Resolver(), TimeProvider.System);

        Assert.That(
            () => connector.ConnectAsync(new DnsEndPoint("nowhere.example", 80), Closed, CancellationToken.None),
            Throws.TypeOf<SocketException>().With.Property(nameof(SocketException.SocketErrorCode)).EqualTo(SocketError.HostNotFound)
        );
    }

    private static ScriptedResolver Resolver() =>
        new ScriptedResolver { Machine = [IPAddress.Parse("10.20.30.40")] }
            .Answer("db.example", "127.0.0.1")
            .Answer("localhost", "127.0.0.1");
}
