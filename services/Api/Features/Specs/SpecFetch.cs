using System.Text;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Planning;
using Orchestra.Contracts.Errors;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Specs;

/// <summary>Asks a running service for its spec, through the guard that steps go through.</summary>
internal sealed class SpecFetch(ApiDbContext db, OutboundRules rules, TenantContext tenant)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The spec's text.</summary>
    /// <exception cref="ApiException">400 where there is none to be had, 404 for an environment that the tenant does not have.</exception>
    public async Task<string> FetchAsync(IProtocolPlugin plugin, string url, Guid? environmentId, CancellationToken cancellationToken)
    {
        var allow = await AllowAsync(environmentId, cancellationToken);
        if (plugin.Source is not { } source)
        {
            throw Refused($"{plugin.Id} has no way to ask a service for its spec: send the content");
        }

        if (!OutboundUrl.TryParse(url, out var address, out var fault))
        {
            throw Refused(fault);
        }

        var spec = await source.FetchAsync(address, rules.For(allow, tenant.TenantId), cancellationToken);
        if (spec.Failure is { } failure)
        {
            throw Refused(failure);
        }

        try
        {
            return Strict.GetString(spec.Content.Span);
        }
        catch (DecoderFallbackException)
        {
            throw Refused("what the URL answers is no text in UTF-8");
        }
    }

    private async Task<string[]> AllowAsync(Guid? environmentId, CancellationToken cancellationToken)
    {
        if (environmentId is not { } id)
        {
            return [];
        }

        var environment =
            await db.Environments.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("environment");
        await OutboundCeiling.DemandInsideAsync(db, environment, cancellationToken);
        return environment.Allow;
    }

    private static ApiException Refused(string message) =>
        new(ErrorCode.BadRequest, "the spec cannot be fetched", [new Fault("url", null, message)]);
}
