using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Orchestra.Api.Features.Reports.Junit;
using Orchestra.Contracts.Reports;

namespace Orchestra.Api.Tests.Reports;

/// <summary>A report read back the way a strict CI reader does: parsed, valid, counted.</summary>
internal static class JunitFile
{
    public static XElement Of(SuiteReport report) => XDocument.Parse(JunitReport.Write(report)).Root!;

    public static IReadOnlyList<string> Faults(XElement root)
    {
        var faults = new List<string>();
        var schemas = new XmlSchemaSet();
        using var xsd = XmlReader.Create(Path.Combine(AppContext.BaseDirectory, "Reports", "junit.xsd"));
        schemas.Add("", xsd);
        new XDocument(root).Validate(schemas, (_, fault) => faults.Add(fault.Message));
        return faults;
    }

    /// <summary>Cases with their one outcome element, by name.</summary>
    public static string OutcomeOf(XElement testCase) =>
        testCase.Elements().FirstOrDefault(element => element.Name != "system-out")?.Name.LocalName ?? "passed";
}
