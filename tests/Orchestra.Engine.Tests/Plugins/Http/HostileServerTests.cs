using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Tests.Outbound;

namespace Orchestra.Engine.Tests.Plugins.Http;

/// <summary>F7: whatever a server does, the step is over at its limit, in bounded memory, and its connection is closed.</summary>
internal sealed class HostileServerTests : HttpPluginFixture
{
    private const int DeadlineMs = 1000;
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    // Chunks of 256 MiB of zeros.
    private static readonly byte[] Bomb = Compressed(256);

    private static IEnumerable<TestCaseData> Servers()
    {
        yield return Case(
            "says nothing",
            "Timeout timeout",
            StepStatus.Failed,
            (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token)
        );
        yield return Case(
            "gives a byte of the body now and then",
            "Timeout timeout",
            StepStatus.Failed,
            async (connection, token) =>
            {
                await connection.WriteAsync(Ok + "Content-Length: 1000000\r\n\r\n", token);
                await DripAsync(connection, "x", token);
            }
        );
        yield return Case(
            "gives a byte of the headers now and then",
            "Timeout timeout",
            StepStatus.Failed,
            async (connection, token) =>
            {
                await connection.WriteAsync(Ok + "X-Slow: ", token);
                await DripAsync(connection, "x", token);
            }
        );
        yield return Case(
            "never ends its headers",
            "NetworkError network.protocol",
            StepStatus.Broken,
            async (connection, token) =>
            {
                await connection.WriteAsync(Ok, token);
                await FloodAsync(connection, Encoding.ASCII.GetBytes($"X-More: {new string('x', 1000)}\r\n"), token);
            }
        );
        yield return Case(
            "sends one header line without an end",
            "NetworkError network.protocol",
            StepStatus.Broken,
            async (connection, token) =>
            {
                await connection.WriteAsync(Ok + "X-Long: ", token);
                await FloodAsync(
                    connection,
                    new byte[64 * 1024]
                        .Select(_ => (byte)'x')
                        .ToArray(),
                    token
                );
            }
        );
        yield return Case(
            "never ends its interim answers",
            "NetworkError network.protocol",
            StepStatus.Broken,
            (connection, token) => FloodAsync(connection, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"u8.ToArray(), token)
        );
        yield return Case(
            "announces 10 GB and sends them",
            "",
            StepStatus.Passed,
            async (connection, token) =>
            {
                await connection.WriteAsync(Ok + "Content-Length: 10737418240\r\n\r\n", token);
                await FloodAsync(
                    connection,
                    new byte[64 * 1024]
                        .Select(_ => (byte)'x')
                        .ToArray(),
                    token
                );
            }
        );
        yield return Case(
            "streams events for ever, fast",
            "",
            StepStatus.Passed,
            async (connection, token) =>
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", token);
                await FloodAsync(connection, "data: x\n\n"u8.ToArray(), token);
            }
        );
        yield return Case(
            "streams events for ever, slowly",
            "Timeout timeout",
            StepStatus.Failed,
            async (connection, token) =>
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", token);
                await DripAsync(connection, "data: x\n\n", token);
            }
        );
        yield return Case(
            "sends a gzip bomb",
            "",
            StepStatus.Passed,
            async (connection, token) =>
            {
                await connection.WriteAsync($"{Ok}Content-Encoding: gzip\r\nContent-Length: {Bomb.Length}\r\n\r\n", token);
                await connection.WriteAsync(Bomb, token);
                await connection.ClosedByClientAsync(token);
            },
            hangsUp: false
        );
        yield return Case(
            "redirects for ever",
            "OutboundBlocked outbound_blocked",
            StepStatus.Broken,
            async (connection, token) =>
            {
                for (var i = 0; i < 100_000; i++)
                {
                    await connection.WriteAsync(RawServer.Redirect(302, $"/{i}"), token);
                    if (await connection.ReadAsync(token) is null)
                    {
                        return;
                    }
                }
            },
            hangsUp: false
        );
    }

    [TestCaseSource(nameof(Servers))]
    public async Task A_step_is_over_at_its_limit_against_a_server_that(
        string told,
        StepStatus status,
        Func<RawConnection, CancellationToken, Task> serve,
        bool hangsUp
    )
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                if (await connection.ReadAsync(token) is null)
                {
                    return;
                }

                if (!hangsUp)
                {
                    await serve(connection, token);
                    return;
                }

                using var gone = CancellationTokenSource.CreateLinkedTokenSource(token);
                var serving = serve(connection, gone.Token);
                await connection.ClosedByClientAsync(token);
                closed.TrySetResult();
                await gone.CancelAsync();
                await serving;
            }
        );
        var step = Step(
            new StepInput
            {
                Url = server.Url + "/a",
                Headers = new Dictionary<string, JsonNode?> { ["Accept-Encoding"] = "gzip" },
            },
            meta: new StepMeta { TimeoutMs = DeadlineMs }
        );
        GC.Collect();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var began = TimeProvider.System.GetTimestamp();

        var verdict = await ExecuteAsync(step);

        var elapsed = TimeProvider.System.GetElapsedTime(began);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', Told(verdict)), Is.EqualTo(told).IgnoreCase);
            Assert.That(verdict.Status, Is.EqualTo(status));
            Assert.That(elapsed, Is.LessThan(TimeSpan.FromMilliseconds(DeadlineMs + 1000)));
            Assert.That(allocated, Is.LessThan(MostBytes), "the server's own part included");
            Assert.That(verdict.Payload.Response?.Truncated ?? true, Is.True);
        });
        if (hangsUp)
        {
            await closed.Task.WaitAsync(TimeSpan.FromSeconds(5));
        }
    }

    private static TestCaseData Case(
        string name,
        string told,
        StepStatus status,
        Func<RawConnection, CancellationToken, Task> serve,
        bool hangsUp = true
    ) => new TestCaseData(told, status, serve, hangsUp).SetArgDisplayNames(name);

    private static async Task DripAsync(RawConnection connection, string text, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await connection.WriteAsync(text, cancellationToken);
        }
    }

    private static async Task FloodAsync(RawConnection connection, byte[] text, CancellationToken cancellationToken)
    {
        var block = Enumerable.Repeat(text, Math.Max(1, 64 * 1024 / text.Length)).SelectMany(each => each).ToArray();
        while (!cancellationToken.IsCancellationRequested)
        {
            await connection.WriteAsync(block, cancellationToken);
        }
    }

    private static byte[] Compressed(int mebibytes)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            var block = new byte[1024 * 1024];
            for (var i = 0; i < mebibytes; i++)
            {
                gzip.Write(block);
            }
        }

        return bytes.ToArray();
    }
}
