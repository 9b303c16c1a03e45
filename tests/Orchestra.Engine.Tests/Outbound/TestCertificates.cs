using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>A certificate authority and a server certificate for 127.0.0.1, made for one test.</summary>
internal sealed class TestCertificates : IDisposable
{
    private TestCertificates(X509Certificate2 root, X509Certificate2 server) => (Root, Server) = (root, server);

    public X509Certificate2 Root { get; }

    public X509Certificate2 Server { get; }

    /// <param name="issuerUrl">Where the server certificate says that its issuer can be fetched.</param>
    public static TestCertificates Create(string? issuerUrl = null)
    {
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Test root", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var root = rootRequest.CreateSelfSigned(from, from.AddDays(30));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (issuerUrl is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerUrl]));
        }

        using var issued = request.Create(root, from, from.AddDays(20), [1, 2, 3, 4]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return new TestCertificates(root, X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null));
    }

    public void Dispose()
    {
        Root.Dispose();
        Server.Dispose();
    }
}
