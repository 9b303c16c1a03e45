using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Orchestra.Gateway.Tests;

/// <summary>The real gateway on a free port of this machine, composed as Program.cs does it.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <param name="services">Replicas of the api.</param>
    /// <param name="settings">Settings as pairs of key and value.</param>
    public static Task<GatewayHost> StartAsync(IReadOnlyList<Uri> services, params (string Key, string Value)[] settings) =>
        StartAsync("Production", services, settings);

    /// <param name="environment">Production, or Development with its built-in principal.</param>
    /// <param name="services">Replicas of the api.</param>
    /// <param name="settings">Settings as pairs of key and value.</param>
    public static async Task<GatewayHost> StartAsync(
        string environment,
        IReadOnlyList<Uri> services,
        params (string Key, string Value)[] settings
    )
    {
        var builder = WebApplication.CreateBuilder(["--environment", environment, "--urls", "http://127.0.0.1:0"]);
        // The later source wins, so that a test may name a wrong address of a service too.
        builder.Configuration.AddInMemoryCollection(
            services.Select((address, index) => KeyValuePair.Create($"services:api:http:{index}", (string?)address.ToString()))
        );
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.AddGateway();
        builder.Logging.ClearProviders().AddProvider(new QuietLoggerProvider());
        var app = builder.Build().MapGateway();
        await app.StartAsync();
        return new GatewayHost(app);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    /// <summary>Sends bytes as they are and reads until the gateway closes the connection.</summary>
    public async Task<string> SendRawAsync(string request, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
