using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.SuiteRuns;

/// <summary>With what a suite run was started; kept with it, so that a rerun has the same.</summary>
/// <param name="EnvironmentId">Where the SUT is.</param>
/// <param name="DataSetTag">Data laid over the scenarios' own.</param>
/// <param name="Mode">How runs go through their steps.</param>
/// <param name="StopOnFailure">Whether no run begins after one that did not pass.</param>
internal sealed record SuiteRunSettings(Guid EnvironmentId, string? DataSetTag, RunMode Mode, bool StopOnFailure)
{
    private const string Member = "settings";

    /// <summary>Reads them from a suite run's details; null for one from before they were kept.</summary>
    public static SuiteRunSettings? Of(JsonObject details) => details[Member].Deserialize<SuiteRunSettings>(OrchestraJson.Options);

    /// <summary>Keeps them in a suite run's details.</summary>
    public void KeepIn(JsonObject details) => details[Member] = JsonSerializer.SerializeToNode(this, OrchestraJson.Options);
}
