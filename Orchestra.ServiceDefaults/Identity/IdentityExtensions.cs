using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>Principals and permissions of a service.</summary>
public static class IdentityExtensions
{
    /// <summary>Adds API keys and, in Development, the built-in principal.</summary>
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

    /// <summary>Checks the permission of every endpoint. Call it after routing and before the endpoints.</summary>
    public static WebApplication UseIdentity(this WebApplication app)
    {
        app.UseMiddleware<PermissionMiddleware>();
        return app;
    }

    /// <summary>Names what an endpoint, or every endpoint of a group, asks for.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new PermissionMetadata(permission));
}
