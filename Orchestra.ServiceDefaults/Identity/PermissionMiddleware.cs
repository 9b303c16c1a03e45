using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Logs;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>
/// Runs between routing and the endpoint, before a body is read: learns who asks, and refuses what they may not do. An endpoint that
/// names no permission is refused to everybody.
/// </summary>
internal sealed class PermissionMiddleware(
    RequestDelegate next,
    IEnumerable<IPrincipalSource> sources,
    ILogger<PermissionMiddleware> logger
)
{
    private readonly IPrincipalSource[] _sources = [.. sources.OrderBy(source => source.Order)];

    public async Task InvokeAsync(HttpContext context, TenantContext tenant)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(context);
            return;
        }

        var asked =
            endpoint.Metadata.GetMetadata<PermissionMetadata>()
            // The framework's own answers for a known path with a wrong method or content type are endpoints too.
            ?? (endpoint.Metadata.Count == 0 ? null : throw new ApiException(ErrorCode.Forbidden, "this route names no permission"));
        if (asked is null)
        {
            await next(context);
            return;
        }

        var principal = await FindAsync(context);
        var fields = LogFields.Of(context, endpoint, principal);
        context.Features.Set(fields);
        if (!principal.May(asked.Permission))
        {
            throw new ApiException(ErrorCode.Forbidden, $"this needs a role with the permission {asked.Permission}");
        }

        tenant.Set(principal);
        using (logger.BeginScope(fields.Values))
        {
            await next(context);
        }
    }

    private async ValueTask<Principal> FindAsync(HttpContext context)
    {
        foreach (var source in _sources)
        {
            if (await source.FindAsync(context, context.RequestAborted) is { } principal)
            {
                return principal;
            }
        }

        throw new ApiException(ErrorCode.Unauthorized, "send a valid API key in the header X-API-Key");
    }
}
