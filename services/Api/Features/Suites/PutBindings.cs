using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Api.Features.Scenarios;
using Orchestra.Api.Validation;
using Orchestra.Generation;
using Orchestra.Modeling.Paths;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Suites;

/// <summary>PUT /suites/{id}/bindings: which endpoint tests which task, from the next generation on.</summary>
internal static class PutBindings
{
    private const int Most = 1000;

    /// <param name="Bindings">Node id to endpoint: <c>POST /applications</c> or an operation id, each also after <c>service#</c>.</param>
    public sealed record Body(Dictionary<string, string> Bindings);

    public static Task<Ok<Body>> HandleAsync(
        Guid id,
        Body body,
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
                await CheckAsync(body, suite, db, cancellationToken);
                suite.Bindings = body.Bindings;
                suite.Revision++;
                await db.SaveChangesAsync(cancellationToken);
                Etag.Write(http, suite.Revision);
                return TypedResults.Ok(body);
            },
            cancellationToken
        );

    private static async Task CheckAsync(Body body, Suite suite, ApiDbContext db, CancellationToken cancellationToken)
    {
        new FaultList()
            .Demand(body.Bindings is { Count: <= Most }, "bindings", $"bindings must be an object with at most {Most} tasks")
            .ThrowIfAny("the bindings are not valid");
        if (suite.ProcessId is not { } processId)
        {
            throw new ApiException(ErrorCode.Conflict, "the suite was made by hand: it has no tasks to bind");
        }

        var graph = await db
            .ProcessVersions.Where(row => row.ProcessId == processId && row.Version == suite.ProcessVersion)
            .Select(row => row.Graph)
            .SingleAsync(cancellationToken);
        var called = await new CalledLookup(db).FindAsync(graph, suite.Called, cancellationToken);
        var library = graph.Processes.Concat(called.Graphs).ToList();
        // As the generator sees them: nodes of called processes are tasks, too.
        var tasks = graph
            .Processes.SelectMany(process => CalledProcesses.Inline(process, library).Process.Nodes)
            .Select(node => node.Id)
            .ToHashSet(StringComparer.Ordinal);
        var names = NamesOf(await SuiteSpecs.FindAsync(suite.SpecIds, db, cancellationToken));
        var faults = new FaultList();
        foreach (var (task, endpoint) in body.Bindings)
        {
            faults
                .Demand(tasks.Contains(task), $"bindings.{task}", $"bindings.{task}: the process has no node '{task}'")
                .Demand(
                    endpoint is not null && names.Contains(endpoint),
                    $"bindings.{task}",
                    $"bindings.{task}: no spec of the suite declares '{endpoint}'"
                );
        }

        faults.ThrowIfAny("the bindings are not valid");
    }

    private static HashSet<string> NamesOf(IReadOnlyList<ServiceSpec> specs) =>
        specs
            .SelectMany(spec =>
                spec.Endpoints.SelectMany(endpoint => new[] { endpoint.EndpointName, endpoint.OperationId })
                    .OfType<string>()
                    .SelectMany(name => new[] { name, $"{spec.ServiceName}#{name}" })
            )
            .ToHashSet(StringComparer.Ordinal);
}
