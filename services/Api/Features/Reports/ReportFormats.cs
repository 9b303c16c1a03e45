using Orchestra.Api.Features.Reports.Html;
using Orchestra.Api.Features.Reports.Junit;
using Orchestra.Contracts.Reports;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Reports;

/// <summary>One report in the format asked for.</summary>
internal static class ReportFormats
{
    /// <summary>Whether the format is the whole record as JSON; 400 when it is none at all.</summary>
    public static bool IsJson(string? format) =>
        format switch
        {
            null or "json" => true,
            "junit" or "html" => false,
            _ => throw ApiException.BadRequest("format", "format must be json, junit or html"),
        };

    /// <summary>The report in a format for people or for CI.</summary>
    public static IResult Write(string? format, SuiteReport report) =>
        format == "junit"
            ? TypedResults.Content(JunitReport.Write(report), "application/xml; charset=utf-8")
            : TypedResults.Content(HtmlReport.Write(report), "text/html; charset=utf-8");
}
