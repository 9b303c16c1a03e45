using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>The bank itself on Kestrel and a database of its own.</summary>
internal sealed class BankHost : IAsyncDisposable
{
    private readonly string _connectionString;
    private WebApplication _app;

    private BankHost(string connectionString, WebApplication app)
    {
        _connectionString = connectionString;
        _app = app;
    }

    public IServiceProvider Services => _app.Services;

    public Uri Url => new(_app.Urls.First());

    public static async Task<BankHost> StartAsync(params string[] settings)
    {
        var connectionString = await TestPostgres.CreateDatabaseAsync();
        return new BankHost(connectionString, await StartAppAsync(connectionString, settings));
    }

    /// <summary>Stops the program and starts another one on the same database.</summary>
    public async Task RestartAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = await StartAppAsync(_connectionString, []);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await TestPostgres.DropDatabaseAsync(_connectionString);
    }

    private static async Task<WebApplication> StartAppAsync(string connectionString, string[] settings)
    {
        var builder = WebApplication.CreateBuilder([.. settings.Select(setting => $"--{setting}")]);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:bank", connectionString)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddBank();
        var app = builder.Build();
        app.MapBank();
        await app.StartAsync();
        return app;
    }
}
