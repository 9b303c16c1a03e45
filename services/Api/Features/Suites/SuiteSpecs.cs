using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Generation;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Suites;

/// <summary>Reads the specs that a suite is made with.</summary>
internal static class SuiteSpecs
{
    /// <summary>Each spec once, in the order asked for; 404 when one is not there.</summary>
    public static async Task<IReadOnlyList<ServiceSpec>> FindAsync(
        IReadOnlyList<Guid> ids,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var rows = await db.Specs.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken);
        if (rows.Count != ids.Distinct().Count())
        {
            throw ApiException.NotFound("spec");
        }

        return
        [
            .. ids.Distinct()
                .Select(id => rows.Single(row => row.Id == id))
                .Select(row => new ServiceSpec(row.ServiceName, row.Endpoints, row.ProtocolId)),
        ];
    }
}
