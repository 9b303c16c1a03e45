using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Features.Scenarios;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Suites;

/// <summary>POST /suites: the smallest suite for a process version and the specs of its services; without a process an empty one.</summary>
internal static class GenerateSuite
{
    public sealed record Request(Guid? ProcessId, int? ProcessVersion, IReadOnlyList<Guid>? SpecIds, string? Name, SuiteOptions? Options);

    public sealed record Response(
        Guid Id,
        string Name,
        SuiteCoverage Coverage,
        IReadOnlyList<ScenarioSummary> Scenarios,
        IReadOnlyList<UnboundTask> Unbound,
        IReadOnlyList<ImportWarning> Warnings,
        IReadOnlyList<CalledVersion> Called
    );

    public static async Task<Created<Response>> HandleAsync(
        Request request,
        ApiDbContext db,
        ScenarioStore store,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var options = request.Options ?? new SuiteOptions();
        Check(request, options);
        var (generated, version, called) = await GenerateAsync(request, options, db, cancellationToken);
        var now = time.GetUtcNow();
        var suite = new Suite
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            Name = generated.Suite.Name,
            ProcessId = request.ProcessId,
            ProcessVersion = version,
            SpecIds = [.. request.SpecIds ?? []],
            Options = options,
            Coverage = generated.Coverage,
            Unbound = generated.Unbound,
            Warnings = generated.Warnings,
            Called = called,
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        var scenarios = await unitOfWork.RunAsync(
            async () =>
            {
                if (generated.Scenarios.Count > 0)
                {
                    await ScenarioLimit.DemandRoomAsync(db, tenant.TenantId, generated.Scenarios.Count, cancellationToken);
                }

                db.Suites.Add(suite);
                var rows = generated.Scenarios.Select((scenario, i) => store.Add(suite, scenario, i, scenario).Row).ToList();
                await db.SaveChangesAsync(cancellationToken);
                return rows;
            },
            cancellationToken
        );
        return TypedResults.Created(
            $"/api/v1/suites/{suite.Id}",
            new Response(
                suite.Id,
                suite.Name,
                suite.Coverage,
                [.. scenarios.Select(row => ScenarioSummary.Of(row, ScenarioStatus.Draft))],
                suite.Unbound,
                suite.Warnings,
                suite.Called
            )
        );
    }

    private static void Check(Request request, SuiteOptions options)
    {
        var faults = new FaultList().OptionalText(request.Name, "name", 500);
        if (request.ProcessId is { } id)
        {
            faults.Id(id, "processId");
        }
        else
        {
            faults
                .Demand(request.Name is not null, "name", "name is required, or a processId to generate from")
                .Demand(request.ProcessVersion is null, "processVersion", "processVersion needs a processId")
                .Demand(request.Options is null, "options", "options need a processId: nothing is generated without");
        }

        faults.Demand(request.SpecIds is null or { Count: <= 100 }, "specIds", "specIds must have at most 100 entries");
        foreach (var fault in SuiteOptionsCheck.FaultsOf(options))
        {
            faults.Add("options." + fault.Path, fault.Message);
        }

        faults.ThrowIfAny("the suite is not valid");
    }

    private static async Task<(GeneratedSuite Suite, int? Version, IReadOnlyList<CalledVersion> Called)> GenerateAsync(
        Request request,
        SuiteOptions options,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        if (request.ProcessId is not { } processId)
        {
            await SuiteSpecs.FindAsync(request.SpecIds ?? [], db, cancellationToken);
            return (Empty(request.Name!, options), null, []);
        }

        var process = await SuiteGeneration.ProcessAsync(processId, db, cancellationToken);
        var number = request.ProcessVersion ?? process.LatestVersion;
        var version = await SuiteGeneration.VersionAsync(processId, number, db, cancellationToken);
        var specs = await SuiteSpecs.FindAsync(request.SpecIds ?? [], db, cancellationToken);
        var name = request.Name ?? process.Name ?? process.Key;
        var called = await new CalledLookup(db).FindAsync(version.Graph, [], cancellationToken);
        var bindings = new Dictionary<string, string>();
        var generated = SuiteGeneration.Generate(version, specs, options, name, bindings, called.Graphs, cancellationToken);
        return (generated, number, called.Versions);
    }

    private static GeneratedSuite Empty(string name, SuiteOptions options)
    {
        var nothing = new CoverageCount(0, 0, []);
        return new GeneratedSuite
        {
            Suite = new SuiteHead(name, options.Criteria, options.Strength, options.Seed),
            Coverage = new SuiteCoverage
            {
                Nodes = nothing,
                Edges = nothing,
                Decisions = nothing,
                Scenarios = 0,
                LowerBound = 0,
            },
            Scenarios = [],
        };
    }
}
