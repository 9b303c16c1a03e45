using System.Xml;
using System.Xml.Linq;
using Orchestra.Api.Features.Reports.Html;
using Orchestra.Contracts.Reports;

namespace Orchestra.Api.Tests.Reports;

/// <summary>A written page read back as XML.</summary>
internal static class HtmlPage
{
    public static XElement Of(SuiteReport report)
    {
        using var text = new StringReader(HtmlReport.Write(report));
        using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }

    public static XElement ById(this XElement page, string id) =>
        page.Descendants().Single(element => (string?)element.Attribute("id") == id);

    public static IEnumerable<XElement> ByClass(this XElement page, string name) =>
        page.Descendants().Where(element => ((string?)element.Attribute("class") ?? "").Split(' ').Contains(name));

    /// <summary>What a reader sees, blanks joined.</summary>
    public static string Text(this XElement element) =>
        string.Join(
            ' ',
            string.Join(' ', element.DescendantNodes().OfType<XText>().Select(text => text.Value))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
}
