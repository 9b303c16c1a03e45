using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>A real web server on 127.0.0.1, over TLS when it is given a certificate.</summary>
internal sealed class KestrelServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<KestrelServer> StartAsync(
        RequestDelegate answer,
        TestCertificates? certificates = null,
        HttpProtocols protocols = HttpProtocols.Http1
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    listen.Protocols = protocols;
                    if (certificates is not null)
                    {
                        listen.UseHttps(certificates.Server);
                    }
                }
            )
        );
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new KestrelServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
