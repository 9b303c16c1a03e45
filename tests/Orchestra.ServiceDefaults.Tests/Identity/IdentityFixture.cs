using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.ServiceDefaults.Data;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Tenancy;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Servers;

namespace Orchestra.ServiceDefaults.Tests.Identity;

/// <summary>A service with an endpoint for each permission, as services are built, on a real database with keys in it.</summary>
[CancelAfter(60_000)]
internal abstract class IdentityFixture
{
    protected TestDatabase Database { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected Guid Tenant { get; } = A.Id();

    private WebApplication App { get; set; } = null!;

    protected abstract string Environment { get; }

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Database = await TestDatabase.CreateAsync();
        await Database.ExecuteAsAdminAsync($"insert into identity.tenant (id, name, created_at) values ('{Tenant}', 'mine', now())");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environment });
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:orchestra_app"] = Database.AppConnectionString,
                ["urls"] = "http://127.0.0.1:0",
            }
        );
        builder.AddServiceDefaults("test").AddAppDatabase().AddIdentity();
        App = builder.Build();
        App.UseServiceDefaults();
        foreach (var permission in Enum.GetValues<Permission>())
        {
            App.MapGet($"/{permission}", (TenantContext tenant) => $"{tenant.TenantId} {tenant.Principal.Subject}")
                .RequirePermission(permission);
        }

        App.MapGet("/forgotten", () => "secret");
        App.MapGet("/open", () => "open").WithMetadata(new AllowAnonymousAttribute());
        await App.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(App.Urls.Single()) };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Puts a key into the database.</summary>
    protected async Task<string> KeyAsync(Role role, string? expires = null, bool revoked = false)
    {
        var key = ApiKeys.Create();
        await Database.ExecuteAsAdminAsync(
            $"""
            insert into identity.api_key (tenant_id, id, name, hash, roles, created_at, created_by, expires_at, revoked_at)
            values ('{Tenant}', '{A.Id()}', 'robot', '\x{Convert.ToHexString(ApiKeys.Hash(key))}', array['{RoleNames.Of(
                role
            )}'], now(), 'test',
                {(expires is null ? "null" : $"now() + interval '{expires}'")}, {(revoked ? "now()" : "null")})
            """
        );
        return key;
    }

    /// <summary>Asks, and answers status and body.</summary>
    protected async Task<(int Status, string Body)> AskAsync(string path, string? key = null, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-API-Key", key);
        }

        if (forwardedFor is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        }

        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
