using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestra.Api.Commands;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.Testing.Servers;

namespace Orchestra.Api.Tests.Hosting;

/// <summary>The Api in this process, composed as its Program does, on a free loopback port and a real database.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly RecordedLogs _logs;

    private ApiHost(WebApplication app, IReadOnlyList<ServiceDescriptor> registered, TestDatabase database, RecordedLogs logs)
    {
        (App, Registered, _database, _logs) = (app, registered, database, logs);
        Address = new Uri(app.Urls.Single());
    }

    public WebApplication App { get; }

    /// <summary>What the container was built from.</summary>
    public IReadOnlyList<ServiceDescriptor> Registered { get; }

    public Uri Address { get; }

    /// <summary>Log lines of level error and above.</summary>
    public ConcurrentQueue<string> Errors => _logs.Errors;

    /// <summary>The whole URL table.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. ((IEndpointRouteBuilder)App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>Starts it.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="environment">Development has the built-in principal, Production API keys only.</param>
    /// <param name="messaging">Another broker than the run's.</param>
    /// <param name="more">Routes of the test's own.</param>
    /// <param name="settings">Settings of the test's own.</param>
    public static async Task<ApiHost> StartAsync(
        TestDatabase database,
        string environment = "Production",
        string? messaging = null,
        Action<WebApplication>? more = null,
        IReadOnlyDictionary<string, string?>? settings = null
    )
    {
        var logs = new RecordedLogs();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(ApiExtensions).Assembly.GetName().Name,
                EnvironmentName = environment,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:orchestra_app"] = database.AppConnectionString,
                ["ConnectionStrings:orchestra_worker"] = database.WorkerConnectionString,
                ["Secrets:MasterKey"] = "the-master-key-of-the-tests-0123456789",
                ["ConnectionStrings:messaging"] = messaging ?? await TestServers.RabbitMqAsync(),
            }
        );
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddApi();
        builder.Logging.ClearProviders().AddProvider(logs);
        var registered = builder.Services.ToList();
        var app = builder.Build().MapApi();
        more?.Invoke(app);
        await app.StartAsync();
        return new ApiHost(app, registered, database, logs);
    }

    /// <summary>A client with a key, or without one.</summary>
    public ApiClient Client(string? key = null) => new(Address, key);

    /// <summary>What <c>Orchestra.Api bootstrap</c> does, without a process.</summary>
    public async Task<ApiClient> PlatformAsync()
    {
        var variables = _database.AdminEnvironment.ToDictionary(
            pair => pair.Key.Replace("__", ":", StringComparison.Ordinal),
            pair => (string?)pair.Value
        );
        await using var output = new StringWriter();
        await BootstrapCommand.RunAsync(
            new ConfigurationBuilder().AddInMemoryCollection(variables).Build(),
            TimeProvider.System,
            output,
            CancellationToken.None
        );
        return Client(output.ToString().Trim());
    }

    /// <summary>A new tenant, seen by its first administrator.</summary>
    public async Task<TenantApi> NewTenantAsync(ApiClient platform, string name)
    {
        var created = await platform.CreateAsync("/api/v1/tenants", new { name });
        var key = created["adminKey"]!.GetValue<string>();
        return new TenantApi(Client(key), created["id"]!.GetValue<Guid>(), key);
    }

    /// <summary>A client with a new key of a role.</summary>
    public async Task<ApiClient> KeyAsync(TenantApi tenant, Role role)
    {
        var created = await tenant.Api.CreateAsync(
            "/api/v1/apikeys",
            new { name = $"key of {role}", roles = new[] { RoleNames.Of(role) } }
        );
        return Client(created["key"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _logs.Dispose();
    }
}
