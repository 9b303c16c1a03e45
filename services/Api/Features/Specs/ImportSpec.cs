using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Processes;
using Orchestra.Engine.Plugins;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Specs;

/// <summary>POST /specs: a spec becomes endpoints, by the plug-in of its protocol, or a list of every fault.</summary>
internal static class ImportSpec
{
    public sealed record Request(string ProtocolId, string ServiceName, string? Version, string Content);

    public sealed record Endpoint(string EndpointName, string? OperationId);

    public sealed record Response(
        Guid Id,
        string ProtocolId,
        string ServiceName,
        string Version,
        IReadOnlyList<Endpoint> Endpoints,
        IReadOnlyList<ImportWarning> Warnings
    );

    public static async Task<Created<Response>> HandleAsync(
        Request request,
        ApiDbContext db,
        PluginRegistry plugins,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var plugin = plugins.Find(request.ProtocolId);
        var known = string.Join(", ", plugins.All.Select(known => known.Id));
        new FaultList()
            .Text(request.ServiceName, "serviceName", 200)
            .Demand(request.ServiceName?.Contains('#', StringComparison.Ordinal) != true, "serviceName", "serviceName must not contain #")
            .OptionalText(request.Version, "version", 100)
            .Demand(plugin is not null, "protocolId", $"protocolId must be one of {known}")
            .Demand(!string.IsNullOrWhiteSpace(request.Content), "content", "content is required")
            .ThrowIfAny("the spec is not valid");
        var import = plugin!.Specs.Parse(Encoding.UTF8.GetBytes(request.Content));
        if (import.Faults.Count > 0)
        {
            throw new ApiException(ErrorCode.BadRequest, $"the spec has {import.Faults.Count} fault(s)", import.Faults);
        }

        var now = time.GetUtcNow();
        var spec = new ProtocolSpec
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            ProtocolId = request.ProtocolId,
            ServiceName = request.ServiceName!,
            Version = request.Version ?? import.Version ?? "1",
            Content = request.Content,
            Endpoints = import.Endpoints,
            Warnings = import.Warnings,
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        db.Specs.Add(spec);
        await db.SaveChangesAsync(cancellationToken);
        var endpoints = spec.Endpoints.Select(endpoint => new Endpoint(endpoint.EndpointName, endpoint.OperationId)).ToList();
        return TypedResults.Created(
            $"/api/v1/specs/{spec.Id}",
            new Response(spec.Id, spec.ProtocolId, spec.ServiceName, spec.Version, endpoints, spec.Warnings)
        );
    }
}
