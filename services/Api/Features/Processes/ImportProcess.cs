using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Idempotency;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Processes;
using Orchestra.Engine.Language.Rules;
using Orchestra.Modeling;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Processes;

/// <summary>POST /processes: BPMN or a sequence diagram becomes a graph, or a list of every fault.</summary>
internal static class ImportProcess
{
    public const int MaxSourceBytes = 10 * 1024 * 1024;

    public sealed record Request(string Key, string? Name, ProcessSourceType SourceType, string Source);

    public sealed record Response(Guid Id, string Key, string? Name, int Version, bool Created, IReadOnlyList<ImportWarning> Warnings);

    public static async Task<Created<Response>> HandleAsync(
        HttpRequest http,
        ApiDbContext db,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var request = http.HasFormContentType ? await FormAsync(http, cancellationToken) : await JsonAsync(http, cancellationToken);
        var graph = Read(request);
        var response = await unitOfWork.RunAsync(() => StoreAsync(request, graph, db, tenant, time, cancellationToken), cancellationToken);
        return TypedResults.Created($"/api/v1/processes/{response.Id}/versions/{response.Version}", response);
    }

    // One route for both, so the body is read here and not by the framework, whose faults these are.
    private static async Task<Request> JsonAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (!http.HasJsonContentType())
        {
            throw ApiException.BadRequest("$", "a JSON body is required");
        }

        try
        {
            return await http.ReadFromJsonAsync<Request>(cancellationToken)
                ?? throw ApiException.BadRequest("$", "a JSON body is required");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("the body cannot be read", e);
        }
    }

    private static async Task<Request> FormAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(http, cancellationToken);
        if (form.Files["source"] is not { } file)
        {
            throw ApiException.BadRequest("source", "source is required: the file to import");
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        var key = form["key"].FirstOrDefault() ?? Path.GetFileNameWithoutExtension(file.FileName);
        var source = XmlText.Decode(content.ToArray());
        return new Request(key, form["name"].FirstOrDefault(), TypeOf(form, source, file.FileName), source);
    }

    // What the form says, else what the file is.
    private static ProcessSourceType TypeOf(IFormCollection form, string source, string fileName)
    {
        if (form["sourceType"].FirstOrDefault() is not { Length: > 0 } given)
        {
            return ProcessReader.TypeOf(source, fileName) ?? ProcessSourceType.Bpmn;
        }

        return given switch
        {
            "BPMN" => ProcessSourceType.Bpmn,
            "SEQUENCE" => ProcessSourceType.Sequence,
            _ => throw ApiException.BadRequest("sourceType", "sourceType must be BPMN or SEQUENCE"),
        };
    }

    private static ControlFlowGraph Read(Request request)
    {
        var faults = new FaultList().Text(request.Key, "key", 200).OptionalText(request.Name, "name", 500);
        faults.Demand(!string.IsNullOrEmpty(request.Source), "source", "source is required");
        faults.ThrowIfAny("the process is not valid");
        if (Encoding.UTF8.GetByteCount(request.Source) > MaxSourceBytes)
        {
            throw new ApiException(ErrorCode.BadRequest, "the source is over 10 MiB: split it into several files");
        }

        var import = ProcessReader.Read(request.Source, request.SourceType);
        var found = import.Graph is { } graph ? ExpectCheck.FaultsOf(graph) : import.Faults;
        return found.Count == 0
            ? import.Graph!
            : throw new ApiException(ErrorCode.BadRequest, $"the process has {found.Count} fault(s)", found);
    }

    private static async Task<Response> StoreAsync(
        Request request,
        ControlFlowGraph graph,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(request.Source));
        var now = time.GetUtcNow();
        var process = await db.Processes.SingleOrDefaultAsync(row => row.Key == request.Key, cancellationToken);
        if (process is null)
        {
            process = new Process
            {
                TenantId = tenant.TenantId,
                Id = Guid.CreateVersion7(now),
                Key = request.Key,
                CreatedAt = now,
                CreatedBy = tenant.Principal.Subject,
            };
            db.Processes.Add(process);
        }
        else if (
            await db
                .ProcessVersions.AsNoTracking()
                .Where(row => row.ProcessId == process.Id && row.SourceHash == hash)
                .OrderByDescending(row => row.Version)
                .FirstOrDefaultAsync(cancellationToken) is
            { } same
        )
        {
            return new Response(process.Id, process.Key, process.Name, same.Version, Created: false, same.Graph.Warnings);
        }

        process.Name = request.Name ?? process.Name ?? graph.Processes[0].Name;
        process.LatestVersion++;
        db.ProcessVersions.Add(
            new ProcessVersion
            {
                TenantId = tenant.TenantId,
                ProcessId = process.Id,
                Version = process.LatestVersion,
                SourceType = request.SourceType,
                Source = request.Source,
                SourceHash = hash,
                Graph = graph,
                CreatedAt = now,
                CreatedBy = tenant.Principal.Subject,
            }
        );
        await SaveAsync(db, request.Key, cancellationToken);
        return new Response(process.Id, process.Key, process.Name, process.LatestVersion, Created: true, graph.Warnings);
    }

    private static async Task SaveAsync(ApiDbContext db, string key, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, $"somebody else imported '{key}' at the same moment; send it again");
        }
    }
}
