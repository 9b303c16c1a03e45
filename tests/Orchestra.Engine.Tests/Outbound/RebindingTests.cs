using System.Net;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>S2: what a name's changing or mixed answers can do.</summary>
[CancelAfter(30_000)]
internal sealed class RebindingTests : OutboundFixture
{
    private const string Public = "93.184.215.14";

    [TestCase("93.184.215.14,127.0.0.1")]
    [TestCase("127.0.0.1,93.184.215.14")]
    [TestCase("93.184.215.14,::1")]
    [TestCase("93.184.215.14,10.0.0.1,93.184.215.15")]
    [TestCase("93.184.215.14,::ffff:169.254.169.254")]
    public async Task One_closed_address_among_the_answers_blocks_the_name(string answer, CancellationToken cancellationToken)
    {
        var dialler = new RecordingDialler(1);
        using var client = Guarded(new ScriptedResolver().Answer("shop.example", answer), dialler);

        Expect<OutboundResult.Blocked>(await client.SendAsync(Get("http://shop.example/"), Closed, Limits, cancellationToken));

        Assert.That(dialler.Dialled, Is.Empty);
    }

    [Test]
    public async Task A_name_is_looked_up_once_and_the_judged_address_is_dialled(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();
        var dialler = new RecordingDialler(server.Port);
        var resolver = new ScriptedResolver().Answer("shop.example", Public).Answer("shop.example", "127.0.0.1");
        using var client = Guarded(resolver, dialler);

        Answer(await client.SendAsync(Get("http://shop.example/"), Closed, Limits, cancellationToken));

        Assert.That(resolver.Lookups, Is.EqualTo(["shop.example"]));
        Assert.That(dialler.Dialled, Is.EqualTo([IPAddress.Parse(Public)]));
    }

    [Test]
    public async Task The_next_connection_is_judged_by_the_next_answer(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(_ => "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        var dialler = new RecordingDialler(server.Port);
        using var client = Guarded(new ScriptedResolver().Answer("shop.example", Public).Answer("shop.example", "127.0.0.1"), dialler);

        var first = await client.SendAsync(Get("http://shop.example/"), Closed, Limits, cancellationToken);
        var second = await client.SendAsync(Get("http://shop.example/"), Closed, Limits, cancellationToken);

        Answer(first);
        Expect<OutboundResult.Blocked>(second);
        Assert.That(dialler.Dialled, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_kept_connection_does_not_outlive_its_lifetime_past_a_change(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();
        var dialler = new RecordingDialler(server.Port);
        var resolver = new ScriptedResolver().Answer("shop.example", Public).Answer("shop.example", "127.0.0.1");
        var connector = new GuardedConnector(resolver, TimeProvider.System, AddressJudge.Judge, dialler.DialAsync);
        using var client = new GuardedHttpClient(
            connector,
            TimeProvider.System,
            new GuardedHttpOptions { ConnectionLifetime = TimeSpan.FromMilliseconds(1) }
        );

        Answer(await client.SendAsync(Get("http://shop.example/"), Closed, Limits, cancellationToken));
        OutboundResult last;
        do
        {
            last = await client.SendAsync(Get("http://shop.example/"), Closed, Limits, cancellationToken);
        } while (last is OutboundResult.Answered);

        Expect<OutboundResult.Blocked>(last);
        Assert.That(dialler.Dialled, Has.Count.EqualTo(1));
    }

    [TestCase("127.0.0.1.nip.example")]
    [TestCase("lvh.example.")]
    public async Task A_public_name_of_a_closed_address_is_blocked(string host, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();
        using var client = ClientWith(new ScriptedResolver().Answer(host.TrimEnd('.'), "127.0.0.1"));

        Expect<OutboundResult.Blocked>(await client.SendAsync(Get($"http://{host}:{server.Port}/"), Closed, Limits, cancellationToken));
        Assert.That(server.Connections, Is.Zero);

        using var unguarded = Unguarded(new ScriptedResolver().Answer(host.TrimEnd('.'), "127.0.0.1"));
        Answer(await unguarded.SendAsync(Get($"http://{host}:{server.Port}/"), Closed, Limits, cancellationToken));
    }

    [Test]
    public async Task A_dead_address_gives_way_to_the_next_of_the_name(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();
        using var client = ClientWith(new ScriptedResolver().Answer("shop.example", "127.0.0.99,127.0.0.1"));

        Answer(await client.SendAsync(Get($"http://shop.example:{server.Port}/"), Development, Limits, cancellationToken));
    }

    private static GuardedHttpClient Guarded(IHostResolver resolver, RecordingDialler dialler) =>
        new(new GuardedConnector(resolver, TimeProvider.System, AddressJudge.Judge, dialler.DialAsync), TimeProvider.System);
}
