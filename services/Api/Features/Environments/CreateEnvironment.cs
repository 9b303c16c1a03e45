using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Planning;
using Orchestra.Api.Validation;
using Orchestra.Engine.Outbound;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Environments;

/// <summary>POST /environments: its ranges must lie inside the tenant's ceiling.</summary>
internal static class CreateEnvironment
{
    private const int MaxEntries = 200;
    private const int MaxRanges = 100;
    private const int MaxVariableBytes = 8 * 1024;

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
        Check(request, await OutboundCeiling.FaultsAsync(db, [.. (request.Allow ?? []).Take(MaxRanges)], cancellationToken));
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

    private static void Check(Request request, IReadOnlyList<OutboundPolicyFault> outside)
    {
        var faults = new FaultList()
            .Text(request.Name, "name", 200)
            .Demand(request.ServiceUrls is null or { Count: <= MaxEntries }, "serviceUrls", "serviceUrls must have at most 200 entries")
            .Demand(request.Variables is null or { Count: <= MaxEntries }, "variables", "variables must have at most 200 entries")
            .Demand(request.Allow is null or { Count: <= MaxRanges }, "allow", "allow must have at most 100 entries")
            .Demand(request.Mask is null or { Count: <= MaxEntries }, "mask", "mask must have at most 200 entries");
        // Entries past the limit are one fault above; a fault for each would make the answer larger than the request.
        foreach (var (service, url) in (request.ServiceUrls ?? []).Take(MaxEntries))
        {
            faults.Text(service, $"serviceUrls.{service}", 200);
            faults.Demand(
                IsBaseUrl(url),
                $"serviceUrls.{service}",
                $"serviceUrls.{service} must be an absolute http or https URL without user, query or fragment"
            );
            faults.Demand(
                url is null or { Length: <= 2000 },
                $"serviceUrls.{service}",
                $"serviceUrls.{service} must be at most 2000 characters"
            );
        }

        foreach (var (name, value) in (request.Variables ?? []).Take(MaxEntries))
        {
            faults
                .Text(name, $"variables.{name}", 200)
                .Demand(
                    value is null || Encoding.UTF8.GetByteCount(value) <= MaxVariableBytes,
                    $"variables.{name}",
                    $"variables.{name} must be at most 8 KiB"
                )
                .Demand(
                    value is not null && !value.Contains('\0', StringComparison.Ordinal),
                    $"variables.{name}",
                    $"variables.{name} must be a text without NUL"
                );
        }

        for (var i = 0; i < Math.Min(request.Mask?.Count ?? 0, MaxEntries); i++)
        {
            faults.Text(request.Mask![i], $"mask[{i}]", 200);
        }

        foreach (var fault in outside)
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
