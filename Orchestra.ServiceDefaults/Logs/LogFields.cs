using Microsoft.AspNetCore.Http;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.ServiceDefaults.Logs;

/// <summary>
/// What the log lines of an authorised request carry beside its id: the tenant, who asks, and which run it is about. A feature of the
/// request, so that those have them too who log when it has ended.
/// </summary>
internal sealed record LogFields(IReadOnlyDictionary<string, object> Values)
{
    public static LogFields Of(HttpContext context, Endpoint endpoint, Principal principal)
    {
        var values = new Dictionary<string, object> { ["tenantId"] = principal.TenantId, ["subject"] = principal.Subject };
        foreach (var field in endpoint.Metadata.GetOrderedMetadata<LogFieldMetadata>())
        {
            if (context.Request.RouteValues.TryGetValue(field.RouteValue, out var value) && value is not null)
            {
                values[field.Name] = value;
            }
        }

        return new LogFields(values);
    }
}
