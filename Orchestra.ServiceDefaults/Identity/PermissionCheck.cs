using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>A service whose endpoints ask for permissions that nothing checks does not start.</summary>
internal sealed class PermissionCheck : IStartupFilter
{
    /// <summary>Property of a pipeline that has the <see cref="PermissionMiddleware"/>.</summary>
    public const string Installed = "orchestra.permissions";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            // First the whole pipeline: only then are all endpoints known.
            next(app);
            if (app.Properties.ContainsKey(Installed))
            {
                return;
            }

            var guarded = app
                .ApplicationServices.GetRequiredService<EndpointDataSource>()
                .Endpoints.FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<PermissionMetadata>() is not null);
            if (guarded is not null)
            {
                throw new InvalidOperationException(
                    $"'{guarded.DisplayName}' asks for a permission that nothing checks: call AddIdentity on the builder and UseServiceDefaults on the app"
                );
            }
        };
}
