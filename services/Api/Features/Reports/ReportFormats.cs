using Orchestra.Api.Features.Reports.Html;
using Orchestra.Api.Features.Reports.Junit;
using Orchestra.Contracts.Reports;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Reports;

/// <summary>One report in the format asked for.</summary>
internal static class ReportFormats
{
    public static IResult Write<T>(string? format, T json, SuiteReport report) =>
        format switch
        {
            null or "json" => TypedResults.Ok(json),
            "junit" => TypedResults.Content(JunitReport.Write(report), "application/xml; charset=utf-8"),
            "html" => TypedResults.Content(HtmlReport.Write(report), "text/html; charset=utf-8"),
            _ => throw ApiException.BadRequest("format", "format must be json, junit or html"),
        };
}
