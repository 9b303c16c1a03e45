using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Planning;

/// <summary>The tenant's priorities.</summary>
/// <param name="Default">What a run has that names none.</param>
/// <param name="Most">The most that a run may have.</param>
internal sealed record RunPriorities(int Default, int Most)
{
    public static async Task<RunPriorities> FindAsync(ApiDbContext db, CancellationToken cancellationToken) =>
        await db
            .Settings.AsNoTracking()
            .Select(row => new RunPriorities(row.DefaultPriority, row.MaxPriority))
            .SingleOrDefaultAsync(cancellationToken)
        ?? new RunPriorities(0, TenantSettings.HighestPriority);

    /// <summary>The priority of a run that asks for <paramref name="asked"/>.</summary>
    /// <exception cref="ApiException">400 when that is more than the tenant allows.</exception>
    public int Of(int? asked) =>
        asked is null ? Default
        : asked <= Most ? asked.Value
        : throw ApiException.BadRequest("priority", $"priority must be from 0 to {Most}, the most that the tenant's settings allow");
}
