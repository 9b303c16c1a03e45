using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>What the changes of a scenario need.</summary>
internal sealed record ScenarioChange(
    HttpContext Http,
    ApiDbContext Db,
    ScenarioStore Store,
    UnitOfWork UnitOfWork,
    TenantContext Tenant,
    TimeProvider Time
)
{
    /// <summary>The scenario, which nobody else changes up to the commit; 409 when another has locked it.</summary>
    /// <param name="id">The scenario.</param>
    /// <param name="demandsEtag">Whether the client must name the state that it saw; else it may.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Scenario> FindAsync(Guid id, bool demandsEtag, CancellationToken cancellationToken)
    {
        var row = await Store.FindForChangeAsync(id, cancellationToken);
        if (demandsEtag)
        {
            Etag.DemandMatch(Http, row.Revision);
        }
        else
        {
            Etag.DemandMatchIfSent(Http, row.Revision);
        }

        ScenarioLock.DemandFree(row, Tenant.Principal.Subject, Time.GetUtcNow());
        return row;
    }

    /// <summary>The answer, with the ETag.</summary>
    public ScenarioResponse Answer(Scenario row, ScenarioVersion version)
    {
        Etag.Write(Http, row.Revision);
        return ScenarioResponse.Of(row, version, Time.GetUtcNow());
    }
}
