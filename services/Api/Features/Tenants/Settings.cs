using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Api.Validation;
using Orchestra.Engine.Outbound;
using Orchestra.Runs.Intake;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Tenants;

/// <summary>GET and PUT /tenants/current/settings</summary>
internal static class Settings
{
    public sealed record Body(
        int MaxParallelRuns,
        int MaxScenariosPerTenant,
        int DefaultRunRetentionDays,
        IReadOnlyList<string> OutboundAllow,
        Priorities? Priorities
    );

    /// <summary>What runs have that name none, and the most that they may have.</summary>
    public sealed record Priorities(int Default, int Max);

    public static async Task<Ok<Body>> GetAsync(HttpContext http, ApiDbContext db, CancellationToken cancellationToken)
    {
        var settings = await FindAsync(db, cancellationToken);
        Etag.Write(http, settings.Revision);
        return TypedResults.Ok(BodyOf(settings));
    }

    public static async Task<Ok<Body>> PutAsync(
        HttpContext http,
        Body body,
        ApiDbContext db,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        Check(body);
        return await unitOfWork.RunAsync(
            async () =>
            {
                var settings = await FindAsync(db, cancellationToken);
                Etag.DemandMatch(http, settings.Revision);
                settings.MaxParallelRuns = body.MaxParallelRuns;
                settings.MaxScenariosPerTenant = body.MaxScenariosPerTenant;
                settings.DefaultRunRetentionDays = body.DefaultRunRetentionDays;
                settings.OutboundAllow = [.. body.OutboundAllow];
                (settings.DefaultPriority, settings.MaxPriority) = body.Priorities ?? new Priorities(0, TenantSettings.HighestPriority);
                settings.Revision++;
                try
                {
                    await db.SaveChangesAsync(cancellationToken);
                }
                catch (DbUpdateConcurrencyException)
                {
                    throw Etag.Stale();
                }

                var connection = await unitOfWork.ConnectionAsync(cancellationToken);
                await RunIntake.SetSlotsAsync(connection, tenant.TenantId, settings.MaxParallelRuns, cancellationToken);
                Etag.Write(http, settings.Revision);
                return TypedResults.Ok(BodyOf(settings));
            },
            cancellationToken
        );
    }

    private static async Task<TenantSettings> FindAsync(ApiDbContext db, CancellationToken cancellationToken) =>
        await db.Settings.SingleOrDefaultAsync(cancellationToken) ?? throw ApiException.NotFound("settings");

    private static Body BodyOf(TenantSettings settings) =>
        new(
            settings.MaxParallelRuns,
            settings.MaxScenariosPerTenant,
            settings.DefaultRunRetentionDays,
            settings.OutboundAllow,
            new Priorities(settings.DefaultPriority, settings.MaxPriority)
        );

    private static void Check(Body body)
    {
        var faults = new FaultList()
            .Demand(body.MaxParallelRuns is >= 1 and <= 1000, "maxParallelRuns", "maxParallelRuns must be from 1 to 1000")
            .Demand(
                body.MaxScenariosPerTenant is >= 1 and <= 1_000_000,
                "maxScenariosPerTenant",
                "maxScenariosPerTenant must be from 1 to 1000000"
            )
            .Demand(
                body.DefaultRunRetentionDays is >= 1 and <= 3650,
                "defaultRunRetentionDays",
                "defaultRunRetentionDays must be from 1 to 3650"
            )
            .Demand(body.OutboundAllow is { Count: <= 100 }, "outboundAllow", "outboundAllow must be a list of at most 100 ranges")
            .Demand(
                body.Priorities is null or { Max: >= 0 and <= TenantSettings.HighestPriority },
                "priorities.max",
                $"priorities.max must be from 0 to {TenantSettings.HighestPriority}"
            )
            .Demand(
                body.Priorities is null || (body.Priorities.Default >= 0 && body.Priorities.Default <= body.Priorities.Max),
                "priorities.default",
                "priorities.default must be from 0 to priorities.max"
            );
        for (var i = 0; i < body.OutboundAllow?.Count; i++)
        {
            if (!AddressRange.TryParse(body.OutboundAllow[i], out _, out var fault))
            {
                faults.Add($"outboundAllow[{i}]", fault);
            }
        }

        faults.ThrowIfAny("the settings are not valid");
    }
}
