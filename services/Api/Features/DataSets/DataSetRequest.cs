using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;

namespace Orchestra.Api.Features.DataSets;

/// <summary>A data set as a client writes it, new or changed. Without a scope it is what the ids say: a scenario's, a suite's, else everybody's.</summary>
internal sealed record DataSetRequest(
    string Name,
    DataSetScope? Scope,
    Guid? SuiteId,
    Guid? ScenarioId,
    IReadOnlyList<string>? Tags,
    JsonObject Data
)
{
    private const int MaxDataBytes = 256 * 1024;
    private const int MaxTags = 50;

    public void DemandGood()
    {
        var faults = new FaultList().Text(Name, "name", 200).Demand(Data is not null, "data", "data is required: a JSON object");
        if (Data is { } data && FaultOf(data) is { } fault)
        {
            faults.Add("data", $"data {fault}");
        }

        CheckTags(Tags, faults);
        DataSetPlace.Check(Scope, SuiteId, ScenarioId, faults);
        faults.ThrowIfAny("the data set is not valid");
    }

    /// <summary>What keeps data from being stored, to follow its name.</summary>
    public static string? FaultOf(JsonObject data) =>
        StorableJson.FaultOf(data)
        ?? (
            Encoding.UTF8.GetByteCount(data.ToJsonString(OrchestraJson.Options)) > MaxDataBytes
                ? $"must be at most {MaxDataBytes / 1024} KiB"
                : null
        );

    public static void CheckTags(IReadOnlyList<string>? tags, FaultList faults)
    {
        faults.Demand(tags is null or { Count: <= MaxTags }, "tags", "tags must have at most 50 entries");
        for (var i = 0; i < Math.Min(tags?.Count ?? 0, MaxTags); i++)
        {
            faults.Text(tags![i], $"tags[{i}]", 100);
        }
    }
}
