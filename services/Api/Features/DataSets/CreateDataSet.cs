using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.DataSets;

/// <summary>POST /datasets</summary>
internal static class CreateDataSet
{
    private const int MaxDataBytes = 256 * 1024;
    private const int MaxTags = 50;

    public sealed record Request(string Name, IReadOnlyList<string>? Tags, JsonObject Data);

    public static async Task<Created<DataSetResponse>> HandleAsync(
        Request request,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var faults = new FaultList()
            .Text(request.Name, "name", 200)
            .Demand(request.Tags is null or { Count: <= MaxTags }, "tags", "tags must have at most 50 entries")
            .Demand(request.Data is not null, "data", "data is required: a JSON object");
        if (request.Data is { } data && FaultOf(data) is { } fault)
        {
            faults.Add("data", $"data {fault}");
        }

        for (var i = 0; i < Math.Min(request.Tags?.Count ?? 0, MaxTags); i++)
        {
            faults.Text(request.Tags![i], $"tags[{i}]", 100);
        }

        faults.ThrowIfAny("the data set is not valid");
        var now = time.GetUtcNow();
        var row = new DataSet
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            Name = request.Name,
            Tags = [.. request.Tags ?? []],
            Data = request.Data!,
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        db.DataSets.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, $"there is a data set '{request.Name}' already");
        }

        return TypedResults.Created($"/api/v1/datasets/{row.Id}", DataSetResponse.Of(row));
    }

    private static string? FaultOf(JsonObject data) =>
        StorableJson.FaultOf(data)
        ?? (
            Encoding.UTF8.GetByteCount(data.ToJsonString(OrchestraJson.Options)) > MaxDataBytes
                ? $"must be at most {MaxDataBytes / 1024} KiB"
                : null
        );
}
