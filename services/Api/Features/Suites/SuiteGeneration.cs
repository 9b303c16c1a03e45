using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Suites;

/// <summary>Generates from what is stored; the first time and again.</summary>
internal static class SuiteGeneration
{
    public static async Task<ProcessVersion> VersionAsync(
        Guid processId,
        int version,
        ApiDbContext db,
        CancellationToken cancellationToken
    ) =>
        await db
            .ProcessVersions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.ProcessId == processId && row.Version == version, cancellationToken)
        ?? throw ApiException.NotFound("process version");

    public static async Task<Process> ProcessAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken) =>
        await db.Processes.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
        ?? throw ApiException.NotFound("process");

    public static GeneratedSuite Generate(
        ProcessVersion version,
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions options,
        string name,
        IReadOnlyDictionary<string, string> bindings,
        IReadOnlyList<ProcessGraph> called,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return SuiteGenerator.Generate(version.Graph, specs, options, name, bindings, called, cancellationToken);
        }
        catch (GenerationException e)
        {
            throw new ApiException(ErrorCode.BadRequest, e.Message, e.Faults);
        }
    }
}
