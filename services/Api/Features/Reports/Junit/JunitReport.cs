using System.Globalization;
using System.Text;
using System.Xml;
using Orchestra.Contracts.Reports;

namespace Orchestra.Api.Features.Reports.Junit;

/// <summary>A suite's report as JUnit XML: a test suite per run, a test case per step.</summary>
internal static class JunitReport
{
    /// <summary>Writes <paramref name="report"/>; the same report gives the same text.</summary>
    public static string Write(SuiteReport report)
    {
        var suites = JunitSuites.Of(report);
        // A string has no encoding of its own: the answer goes out as UTF-8, and the declaration has to say so.
        using var text = new Utf8StringWriter();
        var settings = new XmlWriterSettings { Indent = true, NewLineHandling = NewLineHandling.Entitize };
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", report.SuiteName);
            WriteCounts(xml, suites.SelectMany(suite => suite.Cases), report.DurationMs);
            Attribute(xml, "timestamp", JunitText.Timestamp(report.StartedAt ?? report.CreatedAt));
            foreach (var suite in suites)
            {
                Write(xml, suite);
            }

            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Write(XmlWriter xml, JunitSuite suite)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", suite.Name);
        WriteCounts(xml, suite.Cases, suite.DurationMs);
        Attribute(xml, "timestamp", JunitText.Timestamp(suite.Timestamp));
        Attribute(xml, "hostname", suite.HostName);
        if (suite.Properties.Count > 0)
        {
            xml.WriteStartElement("properties");
            foreach (var (name, value) in suite.Properties)
            {
                xml.WriteStartElement("property");
                Attribute(xml, "name", name);
                Attribute(xml, "value", value);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        foreach (var one in suite.Cases)
        {
            Write(xml, one);
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, JunitCase one)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", one.Name);
        Attribute(xml, "classname", one.ClassName);
        Attribute(xml, "time", JunitText.Seconds(one.DurationMs));
        var element = one.Outcome switch
        {
            JunitOutcome.Failure => "failure",
            JunitOutcome.Error => "error",
            JunitOutcome.Flaky => "flakyFailure",
            JunitOutcome.Skipped => "skipped",
            _ => null,
        };
        if (element is not null)
        {
            xml.WriteStartElement(element);
            if (one.Outcome != JunitOutcome.Skipped)
            {
                Attribute(xml, "type", one.Type);
            }

            Attribute(xml, "message", one.Message);
            if (one.Outcome is JunitOutcome.Failure or JunitOutcome.Error)
            {
                xml.WriteString(JunitText.Legal(one.Text));
            }

            xml.WriteEndElement();
        }

        if (one.Output.Length > 0)
        {
            xml.WriteElementString("system-out", JunitText.Legal(one.Output));
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IEnumerable<JunitCase> cases, double? durationMs)
    {
        var outcomes = cases.CountBy(one => one.Outcome).ToDictionary();
        Attribute(xml, "tests", Number(outcomes.Values.Sum()));
        Attribute(xml, "failures", Number(outcomes.GetValueOrDefault(JunitOutcome.Failure)));
        Attribute(xml, "errors", Number(outcomes.GetValueOrDefault(JunitOutcome.Error)));
        Attribute(xml, "skipped", Number(outcomes.GetValueOrDefault(JunitOutcome.Skipped)));
        Attribute(xml, "time", JunitText.Seconds(durationMs));
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, JunitText.Legal(value));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class Utf8StringWriter() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
