using System.Globalization;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports;

/// <summary>Says where the parts are that the journal holds only the beginning of.</summary>
internal static class ArtifactLinks
{
    public static StepPayload Of(StepPayload payload, Guid runId, int stepIndex) =>
        payload.Artifacts is { } marks
            ? payload with
            {
                Artifacts =
                [
                    .. marks.Select(mark =>
                        mark with
                        {
                            Href = string.Create(
                                CultureInfo.InvariantCulture,
                                $"/api/v1/testruns/{runId}/steps/{stepIndex}/artifacts/{mark.Id}"
                            ),
                        }
                    ),
                ],
            }
            : payload;
}
