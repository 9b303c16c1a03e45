using Orchestra.Api.Features.Reports.Allure;
using Orchestra.Api.Features.Reports.Html;
using Orchestra.Api.Features.Reports.Junit;
using Orchestra.Contracts.Reports;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Reports;

/// <summary>One report in the format asked for.</summary>
internal static class ReportFormats
{
    private const string Known = "json, ndjson, junit, html or allure";

    /// <summary>Whether the format is the whole record, run by run; 400 when it is none at all.</summary>
    public static bool IsWhole(string? format) =>
        format switch
        {
            null or "json" or "ndjson" => true,
            "junit" or "html" or "allure" => false,
            _ => throw ApiException.BadRequest("format", $"format must be {Known}"),
        };

    /// <summary>The whole record of a suite run; nothing is cut, and one run is in memory at a time.</summary>
    public static IResult Write(string? format, SuiteReport frame, IAsyncEnumerable<RunReport> runs) =>
        format == "ndjson" ? new NdjsonReport(frame, runs) : new SuiteReportJson(frame, runs);

    /// <summary>The whole record of one run.</summary>
    public static IResult Write(string? format, RunReport run) =>
        format == "ndjson" ? new NdjsonReport(null, new[] { run }.ToAsyncEnumerable()) : TypedResults.Ok(run);

    /// <summary>The report in a format for people, for CI or for another tool.</summary>
    public static IResult Write(string? format, SuiteReport report) =>
        format switch
        {
            "junit" => TypedResults.Content(JunitReport.Write(report), "application/xml; charset=utf-8"),
            "allure" => new AllureArchive(report),
            _ => TypedResults.Content(HtmlReport.Write(report), "text/html; charset=utf-8"),
        };
}
