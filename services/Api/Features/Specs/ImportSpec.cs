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
    /// <summary>A spec, as its text or where it is to be had.</summary>
    /// <param name="ProtocolId">The plug-in that reads it.</param>
    /// <param name="ServiceName">The service that it describes.</param>
    /// <param name="Version">Its version; left out, what the text says.</param>
    /// <param name="Content">The text; instead of it <paramref name="Url"/>.</param>
    /// <param name="Url">An OpenAPI document's URL, or a gRPC server's, which is asked by reflection. It is asked once: the text is kept.</param>
    /// <param name="EnvironmentId">The environment whose <c>allow</c> opens the way to <paramref name="Url"/>; public addresses need none.</param>
    public sealed record Request(
        string ProtocolId,
        string ServiceName,
        string? Version,
        string? Content,
        string? Url = null,
        Guid? EnvironmentId = null
    );

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
        SpecFetch fetch,
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
            .Demand(
                request.Url is not null || !string.IsNullOrWhiteSpace(request.Content),
                "content",
                "content is required, or a url to ask"
            )
            .Demand(request.Url is null || request.Content is null, "url", "content and url exclude each other")
            .Demand(request.EnvironmentId is null || request.Url is not null, "environmentId", "environmentId goes with a url")
            .ThrowIfAny("the spec is not valid");
        var content = request.Content ?? await fetch.FetchAsync(plugin!, request.Url!, request.EnvironmentId, cancellationToken);
        var import = plugin!.Specs.Parse(Encoding.UTF8.GetBytes(content));
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
            Content = content,
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
