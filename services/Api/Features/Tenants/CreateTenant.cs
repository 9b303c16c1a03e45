using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.Runs.Intake;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Tenants;

/// <summary>POST /tenants: a tenant, its settings, its slots and an ORG_ADMIN key, which is shown here and never again.</summary>
internal static class CreateTenant
{
    public sealed record Request(string Name);

    public sealed record Response(Guid Id, string Name, DateTimeOffset CreatedAt, string AdminKey);

    public static async Task<Created<Response>> HandleAsync(
        Request request,
        ApiDbContext db,
        UnitOfWork unitOfWork,
        TenantContext platform,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        new FaultList().Text(request.Name, "name", 200).ThrowIfAny("the tenant is not valid");
        var now = time.GetUtcNow();
        var tenant = new Tenant
        {
            Id = Guid.CreateVersion7(now),
            Name = request.Name,
            CreatedAt = now,
        };
        var key = ServiceDefaults.Identity.ApiKeys.Create();
        var response = new Response(tenant.Id, tenant.Name, tenant.CreatedAt, key);
        await unitOfWork.RunAsync(
            async () =>
            {
                db.Tenants.Add(tenant);
                await db.SaveChangesAsync(cancellationToken);
                // The rest are the new tenant's own rows: the policies want its id named, for this transaction only.
                var connection = await unitOfWork.ConnectionAsync(cancellationToken);
                await ActAsAsync(connection, tenant.Id, cancellationToken);
                var settings = new TenantSettings { TenantId = tenant.Id };
                db.Settings.Add(settings);
                db.ApiKeys.Add(
                    new ApiKey
                    {
                        TenantId = tenant.Id,
                        Id = Guid.CreateVersion7(now),
                        Name = "admin",
                        Hash = ServiceDefaults.Identity.ApiKeys.Hash(key),
                        Roles = [RoleNames.Of(Role.OrgAdmin)],
                        CreatedAt = now,
                        CreatedBy = platform.Principal.Subject,
                    }
                );
                await db.SaveChangesAsync(cancellationToken);
                await RunIntake.SetSlotsAsync(connection, tenant.Id, settings.MaxParallelRuns, cancellationToken);
                await ActAsAsync(connection, platform.TenantId, cancellationToken);
                return true;
            },
            cancellationToken
        );
        return TypedResults.Created($"/api/v1/tenants/{tenant.Id}", response);
    }

    private static async Task ActAsAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select set_config('orchestra.tenant_id', @tenant, true)", connection);
        command.Parameters.AddWithValue("tenant", tenantId.ToString());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
