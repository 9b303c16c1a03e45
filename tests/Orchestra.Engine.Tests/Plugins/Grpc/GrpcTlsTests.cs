using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

[CancelAfter(60_000)]
internal sealed class GrpcTlsTests : GrpcPluginFixture
{
    private X509Certificate2 _certificate = null!;
    private WebApplication _server = null!;
    private WebApplication _strict = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _certificate = SelfSigned();
        _server = await StartAsync(_certificate);
        _strict = await StartAsync(_certificate, asksForCertificate: true);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _server.DisposeAsync();
        await _strict.DisposeAsync();
        _certificate.Dispose();
    }

    [Test]
    public async Task A_server_is_trusted_by_the_authority_that_the_environment_names()
    {
        var verdict = await ExecuteAsync(Call("Score", "[{}]"), UrlOf(_server), Tls(Trusting()));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
    }

    [Test]
    public async Task A_certificate_that_nobody_vouches_for_breaks_the_step()
    {
        var verdict = await ExecuteAsync(Call("Score", "[{}]"), UrlOf(_server));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.tls"]));
    }

    [TestCase("bank.test", StepStatus.Passed)]
    [TestCase("other.test", StepStatus.Broken)]
    public async Task The_certificate_may_have_another_name_than_the_host(string name, StepStatus status)
    {
        var verdict = await ExecuteAsync(Call("Score", "[{}]"), UrlOf(_server), Tls(Trusting() with { ServerName = name }));

        Assert.That(verdict.Status, Is.EqualTo(status), () => All(verdict));
    }

    [Test]
    public async Task A_server_that_asks_who_we_are_is_shown_our_certificate()
    {
        var tls = Trusting() with
        {
            ClientCertificate = _certificate.ExportCertificatePem(),
            ClientKey = _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
        };

        var verdict = await ExecuteAsync(Call("Score", "[{}]"), UrlOf(_strict), Tls(tls));
        var without = await ExecuteAsync(Call("Score", "[{}]"), UrlOf(_strict), Tls(Trusting()));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(without.Status, Is.EqualTo(StepStatus.Broken));
    }

    [Test]
    public async Task A_certificate_that_is_none_is_told_and_nothing_is_sent()
    {
        var tls = Trusting() with { ClientCertificate = "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----", ClientKey = "none" };

        var verdict = await ExecuteAsync(Call("Score", "[{}]"), UrlOf(_server), Tls(tls));

        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError input"]));
    }

    private TlsSettings Trusting() => new() { CaCertificate = _certificate.ExportCertificatePem() };

    private static Func<PlanEnvironment, PlanEnvironment> Tls(TlsSettings tls) =>
        environment => environment with { ServiceTls = new Dictionary<string, TlsSettings> { ["scoring"] = tls } };

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=bank.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("bank.test");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
