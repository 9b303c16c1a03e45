using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.ServiceDefaults.Tests.Identity;

/// <summary>A service that forgets the check of its permissions does not serve them to anybody: it does not start.</summary>
[CancelAfter(30_000)]
internal sealed class PermissionCheckTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_service_that_forgot_who_checks_its_permissions_does_not_start(bool defaults, CancellationToken cancellationToken)
    {
        await using var app = Build();
        if (defaults)
        {
            app.UseServiceDefaults();
        }

        app.MapGroup("/secrets").RequirePermission(Permission.Administer).MapGet("/all", () => "secret");

        Assert.That(
            () => app.StartAsync(cancellationToken),
            Throws.InvalidOperationException.With.Message.Contains("/secrets/all").And.Message.Contains("AddIdentity")
        );
    }

    [Test]
    public async Task A_service_without_permissions_needs_no_check(CancellationToken cancellationToken)
    {
        await using var app = Build();
        app.UseServiceDefaults();
        app.MapGet("/open", () => "open");
        await app.StartAsync(cancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.That(await client.GetStringAsync(new Uri("/open", UriKind.Relative), cancellationToken), Is.EqualTo("open"));
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults("test");
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
