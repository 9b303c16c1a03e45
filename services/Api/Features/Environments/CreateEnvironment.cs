using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.Engine.Outbound;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Environments;

/// <summary>POST /environments: its ranges must lie inside the tenant's ceiling.</summary>
internal static class CreateEnvironment
{
    public sealed record Request(
        string Name,
        Dictionary<string, string>? ServiceUrls,
        Dictionary<string, string>? Variables,
        IReadOnlyList<string>? Allow,
        IReadOnlyList<string>? Mask
    );

    public static async Task<Created<EnvironmentResponse>> HandleAsync(
        Request request,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var ceiling = await db.Settings.Select(row => row.OutboundAllow).SingleOrDefaultAsync(cancellationToken) ?? [];
        Check(request, ceiling);
        var now = time.GetUtcNow();
        var row = new TestEnvironment
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            Name = request.Name,
            ServiceUrls = request.ServiceUrls ?? [],
            Variables = request.Variables ?? [],
            Allow = [.. request.Allow ?? []],
            Mask = [.. request.Mask ?? []],
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        db.Environments.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, $"there is an environment '{request.Name}' already");
        }

        return TypedResults.Created($"/api/v1/environments/{row.Id}", EnvironmentResponse.Of(row));
    }

    private static void Check(Request request, IReadOnlyList<string> ceiling)
    {
        var faults = new FaultList()
            .Text(request.Name, "name", 200)
            .Demand(request.ServiceUrls is null or { Count: <= 200 }, "serviceUrls", "serviceUrls must have at most 200 entries")
            .Demand(request.Allow is null or { Count: <= 100 }, "allow", "allow must have at most 100 entries")
            .Demand(request.Mask is null or { Count: <= 200 }, "mask", "mask must have at most 200 entries");
        foreach (var (service, url) in request.ServiceUrls ?? [])
        {
            faults.Text(service, $"serviceUrls.{service}", 200);
            faults.Demand(
                IsBaseUrl(url),
                $"serviceUrls.{service}",
                $"serviceUrls.{service} must be an absolute http or https URL without user, query or fragment"
            );
        }

        foreach (var (name, value) in request.Variables ?? [])
        {
            faults
                .Text(name, $"variables.{name}", 200)
                .Demand(
                    value is not null && !value.Contains('\0', StringComparison.Ordinal),
                    $"variables.{name}",
                    $"variables.{name} must be a text without NUL"
                );
        }

        for (var i = 0; i < request.Mask?.Count; i++)
        {
            faults.Text(request.Mask[i], $"mask[{i}]", 200);
        }

        var tenantPolicy = new OutboundPolicy { Allow = [.. ceiling.Select(AddressRange.Parse)] };
        foreach (var fault in OutboundPolicy.Combine(tenantPolicy, request.Allow ?? []).Faults)
        {
            faults.Add($"allow[{fault.Index}]", fault.Message);
        }

        faults.ThrowIfAny("the environment is not valid");
    }

    private static bool IsBaseUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0;
}
