using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests;

[TestFixture]
[CancelAfter(60_000)]
public sealed class TlsTests
{
    private X509Certificate2 _certificate = null!;
    private EchoServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _certificate = SelfSigned();
        _server = await EchoServer.StartAsync(certificate: _certificate);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    [Test]
    public async Task A_handler_that_trusts_the_certificate_connects()
    {
        var client = _server.Client(options => options.HttpHandler = Trusting(_certificate.Thumbprint));

        Assert.That((await client.UnaryAsync(new EchoRequest { Text = "safe" })).Text, Is.EqualTo("safe"));
    }

    [Test]
    [OwnBehaviour("INTERNAL")]
    public void A_certificate_that_nobody_vouches_for_is_refused()
    {
        var client = _server.Client();

        Assert.That(Calls.FailureOf(async () => await client.UnaryAsync(new EchoRequest())).StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    [Test]
    [OwnBehaviour("INTERNAL")]
    public void Another_certificate_is_refused()
    {
        var client = _server.Client(options => options.HttpHandler = Trusting("another"));

        Assert.That(Calls.FailureOf(async () => await client.UnaryAsync(new EchoRequest())).StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    [Test]
    public void Credentials_that_do_not_fit_the_address_are_refused() =>
        Assert.That(() => _server.Channel(options => options.Credentials = ChannelCredentials.Insecure), Throws.InvalidOperationException);

    private static SocketsHttpHandler Trusting(string thumbprint) =>
        new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (certificate as X509Certificate2)?.Thumbprint == thumbprint,
            },
        };

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
