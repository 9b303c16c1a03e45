using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Orchestra.Contracts.Profiles;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>
/// The connection of one step, opened through the guard when it is needed: no run shares it with another, and it tells whether it ever
/// came about.
/// </summary>
internal sealed class GrpcLink : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly X509Certificate2Collection _certificates = [];
    private volatile bool _isOpen;

    /// <summary>A link to a server; nothing is sent yet.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate or key of <paramref name="tls"/> is none.</exception>
    public GrpcLink(GuardedConnector connector, OutboundPolicy policy, Uri address, TlsSettings? tls, int maxMessageBytes)
    {
        var target = new DnsEndPoint(address.IdnHost, address.Port);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => await connector.ConnectAsync(target, policy, cancellationToken),
            // Asked for when the connection stands, encrypted where it must be: before that no byte of a call has left.
            PlaintextStreamFilter = (context, _) =>
            {
                _isOpen = true;
                return ValueTask.FromResult(context.PlaintextStream);
            },
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            SslOptions = OptionsOf(tls),
        };
        // The certificate's name, where it is another than the host's, takes the host's place: the connector knows where to go.
        var name = tls?.ServerName is { Length: > 0 } other ? new UriBuilder(address) { Host = other }.Uri : address;
        _channel = GrpcChannel.ForAddress(
            new Uri(name.GetLeftPart(UriPartial.Authority)),
            new GrpcChannelOptions
            {
                HttpHandler = handler,
                DisposeHttpClient = true,
                MaxReceiveMessageSize = maxMessageBytes,
            }
        );
        Invoker = _channel.CreateCallInvoker();
    }

    /// <summary>Makes the calls.</summary>
    public CallInvoker Invoker { get; }

    /// <summary>Whether the server may have seen a call. False is certain, true is not.</summary>
    public bool IsOpen => _isOpen;

    public void Dispose()
    {
        _channel.Dispose();
        foreach (var certificate in _certificates)
        {
            certificate.Dispose();
        }
    }

    private SslClientAuthenticationOptions OptionsOf(TlsSettings? tls)
    {
        // A certificate may name URLs for its issuer and its revocation list: fetching them would pass by the guard.
        var chain = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (tls?.CaCertificate is { } authorities)
        {
            chain.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.CustomTrustStore.ImportFromPem(authorities);
            _certificates.AddRange(chain.CustomTrustStore);
        }

        var options = new SslClientAuthenticationOptions { CertificateChainPolicy = chain };
        if (tls is { ClientCertificate: { } certificate, ClientKey: { } key })
        {
            var own = X509Certificate2.CreateFromPem(certificate, key);
            var all = new X509Certificate2Collection();
            all.ImportFromPem(certificate);
            _certificates.Add(own);
            _certificates.AddRange(all);
            options.ClientCertificateContext = SslStreamCertificateContext.Create(own, [.. all.Skip(1)], offline: true);
        }

        return options;
    }
}
