using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Kafka;

namespace Orchestra.Engine.Tests.Plugins.Kafka;

internal sealed partial class KafkaPluginTests : KafkaFixture
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_broker_that_the_cluster_advertises_is_judged_before_it_is_used(bool isForbidden)
    {
        await using var door = new KafkaFrontDoor(Server);
        var policy = new OutboundPolicy
        {
            AllowLoopback = true,
            Forbidden = isForbidden ? [new ForbiddenEndpoint("127.0.0.1", Server.Port)] : [],
        };

        var verdict = await ExecuteAsync(Sending("a"), new DnsEndPoint("127.0.0.1", door.Port), policy);

        Assert.That(verdict.Status, Is.EqualTo(isForbidden ? StepStatus.Broken : StepStatus.Passed), () => All(verdict));
        Assert.That(await Broker.ReadAsync(Topic), Has.Count.EqualTo(isForbidden ? 0 : 1));
        if (isForbidden)
        {
            Assert.That(Told(verdict), Is.EqualTo((string[])[$"OutboundBlocked {OutboundDecision.BlockedCode}"]));
            Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain($"advertises the broker 127.0.0.1:{Server.Port}"));
        }
    }

    [Test]
    public async Task A_name_that_leads_elsewhere_when_librdkafka_looks_it_up_is_not_connected_to(CancellationToken cancellationToken)
    {
        await using var door = new KafkaFrontDoor(Server);
        // Judged is 127.0.0.2; the system says 127.0.0.1.
        var connector = new GuardedConnector(new FixedResolver(IPAddress.Parse("127.0.0.2")), TimeProvider.System);
        var plugin = new KafkaPlugin(connector, TimeProvider.System);

        var verdict = await plugin.Steps.ExecuteAsync(Execution(Sending("a"), new DnsEndPoint("localhost", door.Port)), cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])[$"OutboundBlocked {OutboundDecision.BlockedCode}"]));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain("was not judged"));
        Assert.That(door.Connections, Is.Zero);
    }

    [Test]
    public async Task A_server_whose_name_nobody_knows_is_left_out_where_there_is_another(CancellationToken cancellationToken)
    {
        var both = WithProfile(Sending("a"), profile => profile with { BootstrapServers = $"nobody.invalid:9092, {Broker.Address}" });
        var none = WithProfile(Sending("a"), profile => profile with { BootstrapServers = "nobody.invalid:9092" });

        var passed = await Plugin.Steps.ExecuteAsync(both, cancellationToken);
        var broken = await Plugin.Steps.ExecuteAsync(none, cancellationToken);

        Assert.That(passed.Status, Is.EqualTo(StepStatus.Passed), () => All(passed));
        Assert.That(Told(broken), Is.EqualTo((string[])["NetworkError network.dns"]));
    }

    [Test]
    public async Task Over_TLS_a_message_is_published_and_found(CancellationToken cancellationToken)
    {
        using var certificate = SelfSigned("localhost");
        using var other = SelfSigned("other.test");
        await using var door = new KafkaFrontDoor(Server, Tls(certificate), advertisesItself: true);
        var trusted = Trusting(other.ExportCertificatePem() + "\n" + certificate.ExportCertificatePem());
        var seeking = Seeking(That("message.value.marker", "over TLS"), new StepMeta { From = "EARLIEST" });

        var sent = await ExecuteOverTlsAsync(Sending("over TLS"), door, trusted, cancellationToken);
        var found = await ExecuteOverTlsAsync(seeking, door, trusted, cancellationToken);

        Assert.That(sent.Status, Is.EqualTo(StepStatus.Passed), () => All(sent));
        Assert.That(found.Status, Is.EqualTo(StepStatus.Passed), () => All(found));
        Assert.That(await Broker.ReadAsync(Topic), Has.Count.EqualTo(1));
    }

    [TestCase("localhost", false)]
    [TestCase("other.test", true)]
    public async Task A_certificate_of_another_authority_or_name_is_not_trusted(string name, bool isTrusted)
    {
        using var certificate = SelfSigned(name);
        using var other = SelfSigned("localhost");
        await using var door = new KafkaFrontDoor(Server, Tls(certificate), advertisesItself: true);
        var tls = Trusting((isTrusted ? certificate : other).ExportCertificatePem());

        var verdict = await ExecuteOverTlsAsync(Sending("a"), door, tls, CancellationToken.None);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.tls"]));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain("certificate"));
        Assert.That(door.Connections, Is.Positive, "the handshake was tried");
        Assert.That(await Broker.ReadAsync(Topic), Is.Empty);
    }

    [Test]
    public async Task A_broker_that_asks_who_we_are_is_shown_our_certificate(CancellationToken cancellationToken)
    {
        using var certificate = SelfSigned("localhost");
        using var own = SelfSigned("tester.test");
        await using var door = new KafkaFrontDoor(Server, Tls(certificate, asksForCertificate: true), advertisesItself: true);
        var tls = Trusting(certificate.ExportCertificatePem()) with
        {
            ClientCertificate = own.ExportCertificatePem(),
            ClientKey = "secret:KEY",
        };
        var key = own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

        var verdict = await ExecuteOverTlsAsync(Sending("a"), door, tls, cancellationToken, key);
        var without = await ExecuteOverTlsAsync(
            Sending("a"),
            door,
            tls with
            {
                ClientCertificate = null,
                ClientKey = null,
            },
            cancellationToken
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(door.Shown, Is.All.EqualTo("CN=tester.test"));
        Assert.That(without.Status, Is.EqualTo(StepStatus.Broken));
    }

    [TestCase("-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----", null)]
    [TestCase(null, "broker.test")]
    public async Task What_cannot_be_set_is_told_and_nothing_is_sent(string? authority, string? serverName)
    {
        var execution = WithProfile(
            Sending("a"),
            profile =>
                profile with
                {
                    Security = KafkaSecurity.Ssl,
                    Tls = new TlsSettings { CaCertificate = authority, ServerName = serverName },
                }
        );

        var verdict = await Plugin.Steps.ExecuteAsync(execution, CancellationToken.None);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError profile"]));
    }

    [Test]
    public void A_profile_becomes_the_settings_of_librdkafka()
    {
        var profile = new KafkaProfile
        {
            BootstrapServers = "a:1,[::1]:2,c",
            Security = KafkaSecurity.SaslSsl,
            SaslMechanism = "SCRAM-SHA-512",
            User = "u",
            Password = "secret:PASSWORD",
            Tls = new TlsSettings
            {
                CaCertificate = "ca",
                ClientCertificate = "certificate",
                ClientKey = "secret:KEY",
            },
        };
        var secrets = new SecretLookup(new Dictionary<string, string> { ["PASSWORD"] = "p", ["KEY"] = "k" });

        var settings = KafkaSettings.Of(profile, secrets.Resolve);

        Assert.That(
            KafkaSettings.ServersOf(profile),
            Is.EqualTo((DnsEndPoint[])[new DnsEndPoint("a", 1), new DnsEndPoint("::1", 2), new DnsEndPoint("c", 9092)])
        );
        Assert.That(
            settings.Where(setting => setting.Key.Split('.')[0] is "security" or "sasl" or "ssl" or "enable"),
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["security.protocol"] = "sasl_ssl",
                    ["sasl.mechanisms"] = "SCRAM-SHA-512",
                    ["sasl.username"] = "u",
                    ["sasl.password"] = "p",
                    ["ssl.ca.pem"] = "ca",
                    ["ssl.certificate.pem"] = "certificate",
                    ["ssl.key.pem"] = "k",
                    ["enable.ssl.certificate.verification"] = "true",
                    ["ssl.endpoint.identification.algorithm"] = "https",
                }
            )
        );
    }

    private Task<StepVerdict> ExecuteOverTlsAsync(
        ScenarioStep step,
        KafkaFrontDoor door,
        TlsSettings tls,
        CancellationToken cancellationToken,
        string key = ""
    ) =>
        Plugin.Steps.ExecuteAsync(
            WithProfile(
                step,
                profile => profile with { BootstrapServers = $"localhost:{door.Port}", Security = KafkaSecurity.Ssl, Tls = tls },
                new SecretLookup(new Dictionary<string, string> { ["KEY"] = key })
            ),
            cancellationToken
        );

    private static TlsSettings Trusting(string authorities) => new() { CaCertificate = authorities };

    private static SslServerAuthenticationOptions Tls(X509Certificate2 certificate, bool asksForCertificate = false) =>
        new()
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = asksForCertificate,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null || !asksForCertificate,
        };

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    private sealed class FixedResolver(IPAddress address) : IHostResolver
    {
        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<IPAddress>>([address]);

        public IReadOnlyList<IPAddress> MachineAddresses() => [IPAddress.Loopback];
    }
}
