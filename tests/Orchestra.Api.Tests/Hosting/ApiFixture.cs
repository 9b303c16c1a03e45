using Microsoft.AspNetCore.Builder;
using Orchestra.Testing.Servers;

namespace Orchestra.Api.Tests.Hosting;

/// <summary>One Api and one database for all tests of a class; it answers to API keys only.</summary>
internal abstract class ApiFixture
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    protected TestDatabase Database { get; private set; } = null!;

    protected ApiHost Host { get; private set; } = null!;

    protected ApiClient Platform { get; private set; } = null!;

    protected TenantApi Tenant { get; private set; } = null!;

    /// <summary>Fires when a test takes far too long.</summary>
    protected static CancellationToken Deadline => new CancellationTokenSource(Long).Token;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Host = await ApiHost.StartAsync(Database, more: MapMore, settings: Settings);
        Platform = await Host.PlatformAsync();
        Tenant = await Host.NewTenantAsync(Platform, "first");
        await PrepareAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }

    /// <summary>Settings beside those that every Api has.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    /// <summary>Routes of the fixture's own.</summary>
    protected virtual void MapMore(WebApplication app) { }

    /// <summary>What the class needs before its first test.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;
}
