using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Api.Features.Scenarios;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Suites;

/// <summary>POST /suites/{id}/regenerate: from the process as it is now, joined with what was changed by hand since.</summary>
internal static class RegenerateSuite
{
    /// <param name="ProcessVersion">The process version to generate from; the latest when absent.</param>
    /// <param name="KeepCalled">Whether called processes stay at the versions of the last generation; their latest when absent.</param>
    public sealed record Request(int? ProcessVersion, bool? KeepCalled);

    /// <summary>One scenario of the suite.</summary>
    public sealed record Item(Guid Id, string Key, string Name, int Version);

    /// <summary>Something that a person and the generator both changed.</summary>
    /// <param name="ScenarioId">In which scenario.</param>
    /// <param name="ScenarioKey">Its key.</param>
    /// <param name="Alias">In which step; absent for what stands outside of steps.</param>
    /// <param name="Pointer">JSON pointer in the step or the scenario; empty for the whole of it.</param>
    /// <param name="Message">What each did, and what stays.</param>
    public sealed record Conflict(Guid ScenarioId, string ScenarioKey, string? Alias, string Pointer, string Message);

    public sealed record Response(
        int ProcessVersion,
        IReadOnlyList<Item> Added,
        IReadOnlyList<Item> Removed,
        IReadOnlyList<Item> Changed,
        IReadOnlyList<Item> Kept,
        IReadOnlyList<Conflict> Conflicts,
        SuiteCoverage Coverage,
        IReadOnlyList<UnboundTask> Unbound,
        IReadOnlyList<ImportWarning> Warnings,
        IReadOnlyList<CalledVersion> Called
    );

    /// <summary>What the handler needs.</summary>
    internal sealed record Context(
        HttpContext Http,
        ApiDbContext Db,
        ScenarioStore Store,
        SuiteRunReader SuiteRuns,
        UnitOfWork UnitOfWork,
        TenantContext Tenant,
        TimeProvider Time
    );

    public static Task<Ok<Response>> HandleAsync(
        Guid id,
        Request? request,
        [AsParameters] Context context,
        CancellationToken cancellationToken
    ) =>
        context.UnitOfWork.RunAsync(
            async () =>
            {
                var suite = await context.Store.FindSuiteForChangeAsync(id, cancellationToken);
                Etag.DemandMatchIfSent(context.Http, suite.Revision);
                if (suite.ProcessId is not { } processId)
                {
                    throw new ApiException(ErrorCode.Conflict, "the suite was made by hand: there is no process to generate it from");
                }

                var process = await SuiteGeneration.ProcessAsync(processId, context.Db, cancellationToken);
                var number = request?.ProcessVersion ?? process.LatestVersion;
                var version = await SuiteGeneration.VersionAsync(processId, number, context.Db, cancellationToken);
                var specs = await SuiteSpecs.FindAsync(suite.SpecIds, context.Db, cancellationToken);
                var kept = request?.KeepCalled == true ? suite.Called : [];
                var called = await new CalledLookup(context.Db).FindAsync(version.Graph, kept, cancellationToken);
                var generated = SuiteGeneration.Generate(
                    version,
                    specs,
                    suite.Options,
                    suite.Name,
                    suite.Bindings,
                    called.Graphs,
                    cancellationToken
                );
                var scenarios = await context.Store.FindAllForChangeAsync(suite, cancellationToken);
                var endpoints = await new ScenarioCheck(context.Db, context.Store).EndpointsAsync(suite.Id, cancellationToken);
                var waitedFor = (await context.Store.DependenciesAsync(suite.Id, cancellationToken)).Values.SelectMany(keys => keys);
                var join = new SuiteJoin(context.Store, suite, scenarios, endpoints, waitedFor.ToHashSet(StringComparer.Ordinal));
                await join.RunAsync(generated.Scenarios, cancellationToken);
                await DemandAllowedAsync(join, suite, context, cancellationToken);
                suite.ProcessVersion = number;
                suite.Coverage = generated.Coverage;
                suite.Unbound = generated.Unbound;
                suite.Warnings = generated.Warnings;
                suite.Called = called.Versions;
                suite.Revision++;
                await context.Db.SaveChangesAsync(cancellationToken);
                if (join.Added.Count > join.Removed.Count)
                {
                    await ScenarioLimit.DemandRoomAsync(context.Db, suite.TenantId, 0, cancellationToken);
                }

                Etag.Write(context.Http, suite.Revision);
                return TypedResults.Ok(ResponseOf(join, suite, number));
            },
            cancellationToken
        );

    private static async Task DemandAllowedAsync(SuiteJoin join, Suite suite, Context context, CancellationToken cancellationToken)
    {
        foreach (var row in join.Changed.Concat(join.Removed))
        {
            ScenarioLock.DemandFree(row, context.Tenant.Principal.Subject, context.Time.GetUtcNow());
        }

        Guid[] removed = [.. join.Removed.Select(row => row.Id)];
        if (removed.Length > 0 && await context.SuiteRuns.IsUnderWayAsync(context.Tenant.TenantId, suite.Id, removed, cancellationToken))
        {
            throw new ApiException(
                ErrorCode.Conflict,
                "scenarios go with this generation, and a run of the suite is under way: cancel it or wait for its end"
            );
        }
    }

    private static Response ResponseOf(SuiteJoin join, Suite suite, int number) =>
        new(
            number,
            Items(join.Added),
            Items(join.Removed),
            Items(join.Changed),
            Items(join.Kept),
            join.Conflicts,
            suite.Coverage,
            suite.Unbound,
            suite.Warnings,
            suite.Called
        );

    private static IReadOnlyList<Item> Items(IEnumerable<Scenario> rows) =>
        [.. rows.OrderBy(row => row.Position).Select(row => new Item(row.Id, row.Key, row.Name, row.LatestVersion))];
}
