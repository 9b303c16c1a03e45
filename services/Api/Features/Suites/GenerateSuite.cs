using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Suites;

/// <summary>POST /suites: the smallest suite for a process version and the specs of its services.</summary>
internal static class GenerateSuite
{
    public sealed record Request(Guid ProcessId, int? ProcessVersion, IReadOnlyList<Guid>? SpecIds, string? Name, SuiteOptions? Options);

    public sealed record Response(
        Guid Id,
        string Name,
        SuiteCoverage Coverage,
        IReadOnlyList<ScenarioSummary> Scenarios,
        IReadOnlyList<UnboundTask> Unbound,
        IReadOnlyList<ImportWarning> Warnings
    );

    public static async Task<Created<Response>> HandleAsync(
        Request request,
        ApiDbContext db,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var options = request.Options ?? new SuiteOptions();
        Check(request, options);
        var process =
            await db.Processes.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.ProcessId, cancellationToken)
            ?? throw ApiException.NotFound("process");
        var number = request.ProcessVersion ?? process.LatestVersion;
        var version =
            await db
                .ProcessVersions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.ProcessId == process.Id && row.Version == number, cancellationToken)
            ?? throw ApiException.NotFound("process version");
        var specs = await SpecsAsync(request.SpecIds ?? [], db, cancellationToken);
        var generated = Generate(version.Graph, specs, options, request.Name ?? process.Name ?? process.Key, cancellationToken);

        var now = time.GetUtcNow();
        var suite = new Suite
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            Name = generated.Suite.Name,
            ProcessId = process.Id,
            ProcessVersion = number,
            SpecIds = [.. request.SpecIds ?? []],
            Options = options,
            Coverage = generated.Coverage,
            Unbound = generated.Unbound,
            Warnings = generated.Warnings,
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        var scenarios = generated.Scenarios.Select((scenario, i) => RowOf(scenario, suite, i)).ToList();
        await unitOfWork.RunAsync(() => StoreAsync(suite, scenarios, generated, db, cancellationToken), cancellationToken);
        return TypedResults.Created(
            $"/api/v1/suites/{suite.Id}",
            new Response(suite.Id, suite.Name, suite.Coverage, [.. scenarios.Select(SummaryOf)], suite.Unbound, suite.Warnings)
        );
    }

    public static ScenarioSummary SummaryOf(Scenario row) => new(row.Id, row.Key, row.Name, row.LatestVersion, row.Status, row.Position);

    private static void Check(Request request, SuiteOptions options)
    {
        var faults = new FaultList().Id(request.ProcessId, "processId").OptionalText(request.Name, "name", 500);
        faults.Demand(request.SpecIds is null or { Count: <= 100 }, "specIds", "specIds must have at most 100 entries");
        foreach (var fault in SuiteOptionsCheck.FaultsOf(options))
        {
            faults.Add("options." + fault.Path, fault.Message);
        }

        faults.ThrowIfAny("the suite is not valid");
    }

    private static async Task<IReadOnlyList<ServiceSpec>> SpecsAsync(
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
            .. ids.Distinct().Select(id => rows.Single(row => row.Id == id)).Select(row => new ServiceSpec(row.ServiceName, row.Endpoints)),
        ];
    }

    private static GeneratedSuite Generate(
        ControlFlowGraph graph,
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions options,
        string name,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return SuiteGenerator.Generate(graph, specs, options, name, cancellationToken: cancellationToken);
        }
        catch (GenerationException e)
        {
            throw new ApiException(ErrorCode.BadRequest, e.Message, e.Faults);
        }
    }

    private static Scenario RowOf(TestScenario scenario, Suite suite, int position) =>
        new()
        {
            TenantId = suite.TenantId,
            Id = Guid.CreateVersion7(suite.CreatedAt.AddMilliseconds(position)),
            SuiteId = suite.Id,
            Key = scenario.Key,
            Name = scenario.Name,
            Position = position,
            LatestVersion = 1,
            Status = ScenarioStatus.Draft,
            CreatedAt = suite.CreatedAt,
            CreatedBy = suite.CreatedBy,
        };

    private static async Task<bool> StoreAsync(
        Suite suite,
        List<Scenario> scenarios,
        GeneratedSuite generated,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        // The settings' row is locked up to the commit: two requests at once would both count before either has inserted.
        var limit = await db
            .Settings.FromSql($"select * from identity.tenant_settings where tenant_id = {suite.TenantId} for update")
            .AsNoTracking()
            .Select(row => row.MaxScenariosPerTenant)
            .SingleOrDefaultAsync(cancellationToken);
        if (await db.Scenarios.CountAsync(cancellationToken) + scenarios.Count > limit)
        {
            throw new ApiException(
                ErrorCode.Conflict,
                $"the tenant may have {limit} scenarios: delete suites or raise maxScenariosPerTenant"
            );
        }

        db.Suites.Add(suite);
        for (var i = 0; i < scenarios.Count; i++)
        {
            db.Scenarios.Add(scenarios[i]);
            db.ScenarioVersions.Add(
                new ScenarioVersion
                {
                    TenantId = suite.TenantId,
                    ScenarioId = scenarios[i].Id,
                    Version = 1,
                    Body = generated.Scenarios[i],
                    CreatedAt = suite.CreatedAt,
                    CreatedBy = suite.CreatedBy,
                }
            );
        }

        return await db.SaveChangesAsync(cancellationToken) > 0;
    }
}
