using System.Net;
using System.Net.Sockets;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>What is told apart when there is no answer, and whether the request may have had its effect.</summary>
[CancelAfter(30_000)]
internal sealed class ConnectionFailureTests : OutboundFixture
{
    [Test]
    public async Task A_port_without_a_server_refuses(CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Expect(await Send($"http://127.0.0.1:{port}/", cancellationToken), ConnectionFailureKind.Refused, sent: false);
    }

    [Test]
    public async Task A_name_that_does_not_exist_fails_in_the_lookup(CancellationToken cancellationToken)
    {
        using var client = ClientWith(new ScriptedResolver());

        var result = await client.SendAsync(Get("http://nowhere.example/"), Development, Limits, cancellationToken);

        Expect(result, ConnectionFailureKind.Dns, sent: false);
    }

    [Test]
    public async Task A_reset_instead_of_an_answer(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                await connection.ReadAsync(token);
                connection.Reset();
            }
        );

        Expect(await Send(server.Url, cancellationToken), ConnectionFailureKind.Reset, sent: true);
    }

    [Test]
    public async Task A_close_instead_of_an_answer(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start((connection, token) => connection.ReadAsync(token));

        Expect(await Send(server.Url, cancellationToken), ConnectionFailureKind.Reset, sent: true);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_end_in_the_middle_of_the_body(bool reset, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                await connection.ReadAsync(token);
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", token);
                if (reset)
                {
                    connection.Reset();
                }
            }
        );

        var failed = Expect(await Send(server.Url, cancellationToken), ConnectionFailureKind.Reset, sent: true);

        Assert.That(failed.Message, Does.StartWith(server.Url));
    }

    [TestCase("SSH-2.0-OpenSSH_9.2\r\n")]
    [TestCase("HTTP/1.1 abc\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    public async Task An_answer_that_is_not_HTTP(string answer, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(_ => answer);

        Expect(await Send(server.Url, cancellationToken), ConnectionFailureKind.Protocol, sent: true);
    }

    [Test]
    public async Task TLS_to_a_server_that_speaks_none(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start((connection, token) => connection.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n", token));

        Expect(await Send($"https://127.0.0.1:{server.Port}/", cancellationToken), ConnectionFailureKind.Tls, sent: false);
    }

    private Task<OutboundResult> Send(string url, CancellationToken cancellationToken) =>
        Client.SendAsync(new OutboundRequest("POST", url) { Body = "x"u8.ToArray() }, Development, Limits, cancellationToken);

    private static OutboundResult.ConnectionFailed Expect(OutboundResult result, ConnectionFailureKind kind, bool sent)
    {
        var failed = Expect<OutboundResult.ConnectionFailed>(result);
        Assert.That(failed.Kind, Is.EqualTo(kind), failed.Message);
        Assert.That(failed.RequestMayHaveBeenSent, Is.EqualTo(sent), failed.Message);
        return failed;
    }
}
