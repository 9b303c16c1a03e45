using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Orchestra.Contracts.Profiles;
using RabbitMQ.Client;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>A profile's TLS as the client library takes it.</summary>
internal static class AmqpTls
{
    public static SslOption OptionOf(TlsSettings tls, string host, Func<string?, string?> secret)
    {
        // The endpoint is an address: the certificate is asked for the name that the profile wrote.
        var option = new SslOption { Enabled = true, ServerName = tls.ServerName ?? host };
        if (secret(tls.ClientCertificate) is { } certificate)
        {
            option.Certs = [X509Certificate2.CreateFromPem(certificate, secret(tls.ClientKey) ?? certificate)];
        }

        if (secret(tls.CaCertificate) is { } authorities)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(authorities);
            option.CertificateValidationCallback = (_, shown, chain, errors) => IsTrusted(roots, shown, chain, errors);
        }

        return option;
    }

    // The authorities are trusted instead of the system's: what that says of the chain does not count.
    private static bool IsTrusted(X509Certificate2Collection roots, X509Certificate? shown, X509Chain? given, SslPolicyErrors errors)
    {
        if (shown is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in given?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        using var certificate = new X509Certificate2(shown);
        return chain.Build(certificate);
    }
}
