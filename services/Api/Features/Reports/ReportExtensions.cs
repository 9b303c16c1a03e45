using Orchestra.Api.OpenApi;

namespace Orchestra.Api.Features.Reports;

internal static class ReportExtensions
{
    /// <summary>The endpoint answers in one of the formats of <see cref="ReportFormats"/>.</summary>
    public static RouteHandlerBuilder WritesReport<T>(this RouteHandlerBuilder builder) =>
        builder
            .Produces<T>()
            .WithMetadata(
                new TextAnswerMetadata("application/x-ndjson"),
                new TextAnswerMetadata("application/xml"),
                new TextAnswerMetadata("text/html"),
                new TextAnswerMetadata("application/zip")
            );
}
