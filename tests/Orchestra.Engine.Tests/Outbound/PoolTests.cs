using System.Net;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>Connections belong to a policy: none is reused under another, and forgotten policies hold none.</summary>
[CancelAfter(30_000)]
internal sealed class PoolTests : OutboundFixture
{
    [Test]
    public async Task An_open_connection_does_not_help_a_policy_that_closes_its_address(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();

        Answer(await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken));
        Expect<OutboundResult.Blocked>(await Client.SendAsync(Get(server.Url), Closed, Limits, cancellationToken));

        Assert.That(server.Connections, Is.EqualTo(1));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Two_owners_never_share_a_connection(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();

        foreach (var owner in new[] { "a", "b", "a", "b" })
        {
            Answer(await Client.SendAsync(Get(server.Url), Development with { Owner = owner }, Limits, cancellationToken));
        }

        Assert.That(server.Connections, Is.EqualTo(2));
    }

    [Test]
    public async Task The_least_recently_used_pool_goes_when_there_are_too_many(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();
        using var client = ClientWith(new DnsHostResolver(), new GuardedHttpOptions { MaxPools = 2 });

        foreach (var owner in new[] { "a", "b", "a", "c", "a", "b" })
        {
            Answer(await client.SendAsync(Get(server.Url), Development with { Owner = owner }, Limits, cancellationToken));
        }

        Assert.That(client.PoolCount, Is.EqualTo(2));
        Assert.That(server.Connections, Is.EqualTo(4), "a, b, c, and b again");
    }

    [Test]
    public async Task A_pool_that_is_dropped_lets_its_last_request_finish(CancellationToken cancellationToken)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slow = RawServer.Start(
            async (connection, token) =>
            {
                await connection.ReadAsync(token);
                arrived.SetResult();
                await go.Task.WaitAsync(token);
                await connection.WriteAsync(RawServer.Ok("late"), token);
                await connection.ClosedByClientAsync(token);
            }
        );
        await using var quick = RawServer.Friendly();
        using var client = ClientWith(new DnsHostResolver(), new GuardedHttpOptions { MaxPools = 1 });

        var first = client.SendAsync(Get(slow.Url), Development with { Owner = "a" }, Limits, cancellationToken);
        await arrived.Task.WaitAsync(cancellationToken);
        Answer(await client.SendAsync(Get(quick.Url), Development with { Owner = "b" }, Limits, cancellationToken));
        go.SetResult();

        Answer(await first);
        Assert.That(client.PoolCount, Is.EqualTo(1));
    }

    [Test]
    public async Task Cookies_of_one_answer_do_not_go_out_with_the_next_request(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(_ => "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");

        Answer(await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken));
        Answer(await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken));

        Assert.That(server.Requests.Last().Header("Cookie"), Is.Null);
    }

    [Test, NonParallelizable]
    public async Task A_proxy_of_the_process_is_not_used(CancellationToken cancellationToken)
    {
        await using var proxy = RawServer.Friendly();
        await using var server = RawServer.Friendly();
        var former = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Url);
        try
        {
            Answer(await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken));
            Assert.That(proxy.Connections, Is.Zero);

            using var control = new HttpClient();
            await control.GetAsync(new Uri(server.Url), cancellationToken);
            Assert.That(proxy.Connections, Is.EqualTo(1));
        }
        finally
        {
            HttpClient.DefaultProxy = former;
        }
    }
}
