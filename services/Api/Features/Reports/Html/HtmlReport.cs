using Orchestra.Contracts.Reports;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>
/// A suite's report as one file that needs nothing else: no network, no script, no font. It is well-formed XML too, so that tools can read it.
/// </summary>
internal static class HtmlReport
{
    /// <summary>Writes <paramref name="report"/>; the same report gives the same text.</summary>
    public static string Write(SuiteReport report)
    {
        var html = new HtmlText();
        var problems = Problem.Of(report);
        html.Write(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{PageStyle.ContentSecurityPolicy}"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <title>{report.SuiteName} on {report.Environment}: {report.Status.ToString()}</title>
            {PageStyle.Element}
            </head>
            <body>
            {Icons.Symbols}
            <a class="skip" href="#main">Skip to the results</a>

            """
        );
        HeaderSection.Write(html, report);
        html.Write($"""<main id="main">""");
        ProblemsSection.Write(html, report, problems);
        OverviewSection.Write(html, report);
        CoverageSection.Write(html, report);
        ScenariosSection.Write(html, report);
        html.Write($"</main>\n");
        FooterSection.Write(html, report);
        html.Write($"</body>\n</html>\n");
        return html.ToString();
    }
}
