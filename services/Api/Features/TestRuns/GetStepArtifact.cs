using System.Globalization;
using Microsoft.Net.Http.Headers;
using Orchestra.Engine.Masking;
using Orchestra.Runs.Artifacts;
using Orchestra.Runs.Reading;
using Orchestra.Runs.States;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>
/// GET /testruns/{id}/steps/{index}/artifacts/{artifactId}: what a SUT said, so a file to be saved and never a page to be shown. Only an
/// artifact that the step itself names is one.
/// </summary>
internal static class GetStepArtifact
{
    public static async Task<IResult> HandleAsync(
        Guid id,
        int index,
        Guid artifactId,
        HttpContext http,
        RunReader runs,
        ArtifactReader artifacts,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var plan = await runs.PlanAsync(tenant.TenantId, id, cancellationToken) ?? throw ApiException.NotFound("run");
        var attempts = await runs.StepAsync(tenant.TenantId, id, index, cancellationToken);
        var mark =
            attempts.SelectMany(attempt => attempt.Payload.Artifacts ?? []).FirstOrDefault(mark => mark.Id == artifactId)
            ?? throw ApiException.NotFound("artifact");
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "private, no-cache";
        // Neither the artifact nor what the plan hides ever changes.
        var tag = new EntityTagHeaderValue($"\"{artifactId:N}\"");
        var isJson = mark.ContentType == "application/json";
        var part = WireNames.Of(mark.Part).ToLowerInvariant().Replace('_', '-');
        var name = string.Create(CultureInfo.InvariantCulture, $"{id:N}-{index}-{part}.{(isJson ? "json" : "txt")}");
        if (isJson && plan.Environment.Mask.Count > 0)
        {
            var content = await artifacts.ReadAsync(tenant.TenantId, id, mark, cancellationToken);
            return TypedResults.Bytes(new Masker(plan.Environment.Mask).Shown(content), mark.ContentType, name, true, entityTag: tag);
        }

        return TypedResults.Stream(
            artifacts.Open(tenant.TenantId, id, mark),
            isJson ? mark.ContentType : "text/plain; charset=utf-8",
            name,
            enableRangeProcessing: true,
            entityTag: tag
        );
    }
}
