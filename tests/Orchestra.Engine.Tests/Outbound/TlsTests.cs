using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>Certificates, downgrades and HTTP/2 against a real web server.</summary>
[CancelAfter(60_000)]
internal sealed class TlsTests : OutboundFixture
{
    [Test]
    public async Task A_certificate_of_a_trusted_root_is_accepted(CancellationToken cancellationToken)
    {
        using var certificates = TestCertificates.Create();
        await using var server = await KestrelServer.StartAsync(context => context.Response.WriteAsync("safe"), certificates);
        using var client = Trusting(certificates);

        Assert.That(Answer(await client.SendAsync(Get(server.Url), Development, Limits, cancellationToken)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task A_certificate_that_is_not_trusted_fails_before_anything_is_sent(CancellationToken cancellationToken)
    {
        using var certificates = TestCertificates.Create();
        var requests = 0;
        await using var server = await KestrelServer.StartAsync(
            _ =>
            {
                Interlocked.Increment(ref requests);
                return Task.CompletedTask;
            },
            certificates
        );

        var result = await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken);

        var failed = Expect<OutboundResult.ConnectionFailed>(result);
        Assert.That(failed.Kind, Is.EqualTo(ConnectionFailureKind.Tls));
        Assert.That(failed.RequestMayHaveBeenSent, Is.False);
        Assert.That(requests, Is.Zero);
    }

    [Test]
    public async Task A_redirect_from_https_to_http_is_blocked(CancellationToken cancellationToken)
    {
        await using var plain = RawServer.Friendly();
        using var certificates = TestCertificates.Create();
        await using var server = await KestrelServer.StartAsync(
            context =>
            {
                context.Response.Redirect(plain.Url);
                return Task.CompletedTask;
            },
            certificates
        );
        using var client = Trusting(certificates);

        var result = await client.SendAsync(Get(server.Url), Development, Limits, cancellationToken);

        Assert.That(Expect<OutboundResult.Blocked>(result).Reason, Does.Contain("from https to http"));
        Assert.That(plain.Connections, Is.Zero);
    }

    [Test]
    public async Task A_certificate_cannot_make_us_fetch_its_issuer(CancellationToken cancellationToken)
    {
        await using var issuer = RawServer.Answering(_ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        using var certificates = TestCertificates.Create($"{issuer.Url}/root.crt");
        await using var server = RawServer.Start((connection, token) => connection.ShakeHandsAsync(certificates.Server, token));

        var result = await Client.SendAsync(Get($"https://127.0.0.1:{server.Port}/"), Development, Limits, cancellationToken);
        Assert.That(Expect<OutboundResult.ConnectionFailed>(result).Kind, Is.EqualTo(ConnectionFailureKind.Tls));
        Assert.That(issuer.Connections, Is.Zero);

        using var chain = new X509Chain { ChainPolicy = { RevocationMode = X509RevocationMode.NoCheck } };
        chain.Build(certificates.Server);
        Assert.That(issuer.Connections, Is.EqualTo(1), "control: the platform fetches it when it may");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task HTTP_2_goes_through_the_same_guard(bool tls, CancellationToken cancellationToken)
    {
        using var certificates = TestCertificates.Create();
        await using var server = await KestrelServer.StartAsync(
            context => context.Response.WriteAsync(context.Request.Protocol),
            tls ? certificates : null,
            HttpProtocols.Http2
        );
        using var client = Trusting(certificates);
        var request = Get(server.Url) with { Version = HttpVersion.Version20 };

        var response = Answer(await client.SendAsync(request, Development, Limits, cancellationToken));

        Assert.That(response.HttpVersion, Is.EqualTo(HttpVersion.Version20));
        Assert.That(System.Text.Encoding.UTF8.GetString(response.Body.Span), Is.EqualTo("HTTP/2"));
        Expect<OutboundResult.Blocked>(await client.SendAsync(request, Closed, Limits, cancellationToken));
    }

    private static GuardedHttpClient Trusting(TestCertificates certificates) =>
        ClientWith(new DnsHostResolver(), new GuardedHttpOptions { TrustedRoots = [certificates.Root] });
}
