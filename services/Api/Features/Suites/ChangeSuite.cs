using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Api.Features.Scenarios;
using Orchestra.Api.Validation;

namespace Orchestra.Api.Features.Suites;

/// <summary>PUT /suites/{id}: its name and the specs of its services; runs look into these at once, scenarios from the next change on.</summary>
internal static class ChangeSuite
{
    public sealed record Request(string Name, IReadOnlyList<Guid> SpecIds);

    public static Task<Ok<GetSuite.Response>> HandleAsync(
        Guid id,
        Request request,
        HttpContext http,
        ApiDbContext db,
        ScenarioStore store,
        UnitOfWork unitOfWork,
        CancellationToken cancellationToken
    ) =>
        unitOfWork.RunAsync(
            async () =>
            {
                var suite = await store.FindSuiteForChangeAsync(id, cancellationToken);
                Etag.DemandMatch(http, suite.Revision);
                new FaultList()
                    .Text(request.Name, "name", 500)
                    .Demand(request.SpecIds is { Count: <= 100 }, "specIds", "specIds is required: a list of at most 100 entries")
                    .ThrowIfAny("the suite is not valid");
                await SuiteSpecs.FindAsync(request.SpecIds, db, cancellationToken);
                suite.Name = request.Name;
                suite.SpecIds = [.. request.SpecIds];
                suite.Revision++;
                await db.SaveChangesAsync(cancellationToken);
                Etag.Write(http, suite.Revision);
                return TypedResults.Ok(GetSuite.ResponseOf(suite));
            },
            cancellationToken
        );
}
