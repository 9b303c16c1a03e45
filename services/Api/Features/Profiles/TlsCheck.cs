using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Profiles;

namespace Orchestra.Api.Features.Profiles;

/// <summary>Every fault of TLS settings.</summary>
internal static class TlsCheck
{
    private const int MaxPem = 64 * 1024;

    public static void Check(TlsSettings? tls, string path, FaultList faults)
    {
        if (tls is null)
        {
            return;
        }

        Certificates(tls.CaCertificate, $"{path}.caCertificate", faults);
        Certificates(tls.ClientCertificate, $"{path}.clientCertificate", faults);
        faults
            .Credential(tls.ClientKey, $"{path}.clientKey")
            .Demand(
                tls.ClientCertificate is null || tls.ClientKey is not null,
                $"{path}.clientKey",
                $"{path}.clientKey is required with clientCertificate"
            )
            .Demand(
                tls.ClientKey is null || tls.ClientCertificate is not null,
                $"{path}.clientCertificate",
                $"{path}.clientCertificate is required with clientKey"
            );
        if (tls.ServerName is not null)
        {
            faults.Host(tls.ServerName, $"{path}.serverName");
        }
    }

    private static void Certificates(string? value, string path, FaultList faults)
    {
        if (value is null || SecretReference.IsMeant(value))
        {
            faults.TextOrReference(value, path, MaxPem);
        }
        else if (value.Length > MaxPem)
        {
            faults.Add(path, $"{path} must be at most 64 KiB");
        }
        else if (value.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            faults.Add(path, $"{path} holds a private key: keep that in the vault (/vault) and name it in clientKey as secret:NAME");
        }
        else
        {
            faults.Demand(
                HoldsCertificates(value),
                path,
                $"{path} must be certificates in PEM, -----BEGIN CERTIFICATE-----, or secret:NAME"
            );
        }
    }

    private static bool HoldsCertificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }
}
