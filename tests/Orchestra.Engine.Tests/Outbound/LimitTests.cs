using System.Diagnostics;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>Servers that never come to an end: time, memory and connections stay bounded.</summary>
[CancelAfter(60_000)]
internal sealed class LimitTests : OutboundFixture
{
    private static readonly OutboundLimits Short = Limits with { Timeout = TimeSpan.FromMilliseconds(400) };

    [Test]
    public async Task A_server_that_never_answers_times_out_with_the_request_sent(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                await connection.ReadAsync(token);
                await connection.ClosedByClientAsync(token);
            }
        );

        var result = Expect<OutboundResult.TimedOut>(await Client.SendAsync(Get(server.Url), Development, Short, cancellationToken));

        Assert.That(result.RequestMayHaveBeenSent, Is.True);
        Assert.That(result.Message, Does.Contain("there was no answer after 400 ms"));
    }

    [Test]
    public async Task Every_request_that_a_server_saw_is_reported_as_possibly_sent(CancellationToken cancellationToken)
    {
        // Connections are kept, opened and waited for in every order; half of the requests are never answered.
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                while (await connection.ReadAsync(token) is { } request)
                {
                    if (request.Path.EndsWith("silent", StringComparison.Ordinal))
                    {
                        await connection.ClosedByClientAsync(token);
                        return;
                    }

                    await connection.WriteAsync(RawServer.Ok("hi"), token);
                }
            }
        );

        var paths = Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? $"/{i}" : $"/{i}/silent").ToList();
        var results = await Task.WhenAll(
            paths.Select(path => Client.SendAsync(new OutboundRequest("POST", server.Url + path), Development, Short, cancellationToken))
        );

        var seen = server.Requests.Select(request => request.Path).ToHashSet();
        Assert.That(seen, Has.Count.GreaterThan(0));
        Assert.That(paths.Zip(results).Where(pair => seen.Contains(pair.First) && !pair.Second.RequestMayHaveBeenSent), Is.Empty);
        Assert.That(server.Requests, Has.Count.EqualTo(seen.Count), "none twice");
    }

    [Test]
    public async Task A_connection_that_does_not_come_about_times_out_with_nothing_sent(CancellationToken cancellationToken)
    {
        var connector = new GuardedConnector(
            new DnsHostResolver(),
            TimeProvider.System,
            AddressJudge.Judge,
            async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                throw new UnreachableException();
            }
        );
        using var client = new GuardedHttpClient(connector, TimeProvider.System);

        var result = Expect<OutboundResult.TimedOut>(
            await client.SendAsync(Get("http://127.0.0.1/"), Development, Short, cancellationToken)
        );

        Assert.That(result.RequestMayHaveBeenSent, Is.False);
        Assert.That(result.Message, Does.Contain("there was no connection"));
    }

    [Test]
    public async Task A_TLS_handshake_that_hangs_times_out_with_nothing_sent(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start((connection, token) => connection.ClosedByClientAsync(token));

        var result = await Client.SendAsync(Get($"https://127.0.0.1:{server.Port}/"), Development, Short, cancellationToken);

        Assert.That(Expect<OutboundResult.TimedOut>(result).RequestMayHaveBeenSent, Is.False);
    }

    [Test]
    public async Task A_body_of_a_byte_now_and_then_ends_at_the_deadline(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                await connection.ReadAsync(token);
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", token);
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
                while (await timer.WaitForNextTickAsync(token))
                {
                    await connection.WriteAsync("x", token);
                }
            }
        );

        var result = Expect<OutboundResult.TimedOut>(await Client.SendAsync(Get(server.Url), Development, Short, cancellationToken));

        Assert.That(result.RequestMayHaveBeenSent, Is.True);
        Assert.That(result.Message, Does.Contain("the body of the answer 200 was not complete"));
    }

    [Test]
    public async Task The_deadline_spans_redirects(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
                while (await connection.ReadAsync(token) is not null && await timer.WaitForNextTickAsync(token))
                {
                    await connection.WriteAsync(RawServer.Redirect(302, "/again"), token);
                }
            }
        );

        Expect<OutboundResult.TimedOut>(await Client.SendAsync(Get(server.Url), Development, Short, cancellationToken));
        Assert.That(server.Requests, Has.Count.GreaterThan(1));
    }

    [TestCase(0, true)]
    [TestCase(9, true)]
    [TestCase(10, false)]
    [TestCase(11, false)]
    public async Task A_body_is_cut_only_when_it_is_longer_than_the_limit(int limit, bool truncated, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(_ => RawServer.Ok("0123456789"));

        var response = Answer(
            await Client.SendAsync(Get(server.Url), Development, Limits with { MaxBodyBytes = limit }, cancellationToken)
        );

        Assert.That(response.Truncated, Is.EqualTo(truncated));
        Assert.That(response.Body.Length, Is.EqualTo(Math.Min(limit, 10)));
    }

    [TestCase("Content-Length: 10737418240", false)]
    [TestCase("Connection: close", false)]
    [TestCase("Transfer-Encoding: chunked", true)]
    public async Task A_huge_or_endless_body_is_cut_with_bounded_memory(string framing, bool chunked, CancellationToken cancellationToken)
    {
        const int Block = 64 * 1024;
        var block = new byte[Block];
        var sent = 0L;
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                await connection.ReadAsync(token);
                await connection.WriteAsync($"HTTP/1.1 200 OK\r\n{framing}\r\n\r\n", token);
                try
                {
                    while (true)
                    {
                        await connection.WriteAsync(chunked ? $"{Block:x}\r\n" : "", token);
                        await connection.WriteAsync(block, token);
                        await connection.WriteAsync(chunked ? "\r\n" : "", token);
                        Interlocked.Add(ref sent, Block);
                    }
                }
                catch (IOException)
                {
                    hungUp.SetResult();
                }
            }
        );
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var response = Answer(await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken));
        await hungUp.Task.WaitAsync(cancellationToken);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Multiple(() =>
        {
            Assert.That(response.Truncated, Is.True);
            Assert.That(response.Body.Length, Is.EqualTo(Limits.MaxBodyBytes));
            Assert.That(allocated, Is.LessThan(16 * 1024 * 1024));
            Assert.That(sent, Is.LessThan(32L * 1024 * 1024), "the rest is not read");
        });
    }

    [Test]
    public async Task Endless_headers_end_at_the_cap(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                await connection.ReadAsync(token);
                await connection.WriteAsync("HTTP/1.1 200 OK\r\n", token);
                for (var i = 0; ; i++)
                {
                    await connection.WriteAsync($"X-Header-{i}: {new string('x', 1000)}\r\n", token);
                }
            }
        );

        var result = await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken);

        Assert.That(Expect<OutboundResult.ConnectionFailed>(result).Kind, Is.EqualTo(ConnectionFailureKind.Protocol));
    }

    [Test]
    public async Task Endless_interim_answers_end_at_the_header_cap(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                await connection.ReadAsync(token);
                while (true)
                {
                    await connection.WriteAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", token);
                }
            }
        );

        var result = await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken);

        Assert.That(Expect<OutboundResult.ConnectionFailed>(result).Kind, Is.EqualTo(ConnectionFailureKind.Protocol));
    }

    [TestCase(0, 1, 0)]
    [TestCase(1, -1, 0)]
    [TestCase(1, 1, 6)]
    public async Task Limits_out_of_bounds_are_refused(int seconds, int bytes, int redirects, CancellationToken cancellationToken)
    {
        var limits = new OutboundLimits
        {
            Timeout = TimeSpan.FromSeconds(seconds),
            MaxBodyBytes = bytes,
            MaxRedirects = redirects,
        };

        Expect<OutboundResult.Invalid>(await Client.SendAsync(Get("http://127.0.0.1:1/"), Development, limits, cancellationToken));
    }
}
