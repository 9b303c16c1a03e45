using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>Principals and permissions of a service.</summary>
public static class IdentityExtensions
{
    /// <summary>Adds API keys and, in Development, the built-in principal; then every endpoint must name a permission.</summary>
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<TenantContext>();
        builder.Services.AddSingleton<IPrincipalSource, ApiKeyPrincipalSource>();
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddSingleton<IPrincipalSource, DevelopmentPrincipalSource>();
        }

        return builder;
    }

    /// <summary>
    /// Routing, and right behind it the permission of the endpoint, in a service with principals. Both in one place: a check before
    /// routing would see no endpoint and let everybody through.
    /// </summary>
    internal static void UsePermissions(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(TenantContext)))
        {
            app.UseRouting();
            app.UseMiddleware<PermissionMiddleware>();
            ((IApplicationBuilder)app).Properties[PermissionCheck.Installed] = true;
        }
    }

    /// <summary>Names what an endpoint, or every endpoint of a group, asks for.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new PermissionMetadata(permission));
}
