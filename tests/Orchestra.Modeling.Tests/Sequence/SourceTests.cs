using System.Text;
using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Processes;
using Orchestra.Modeling.Sequence;

namespace Orchestra.Modeling.Tests.Sequence;

/// <summary>Whole sources: what is found in them, and realistic ones of both languages.</summary>
public sealed class SourceTests
{
    [Test]
    public void A_checkout_in_Mermaid_is_read_with_everything_that_only_changes_the_drawing()
    {
        var graph = Diagrams.Graph(Example("checkout.mmd"));

        const string basket = "GET /products putIntoBasket(sku, quantity)";
        const string ordered = $"{basket} [done] POST /orders";
        const string again = $"{basket} [more to buy] putIntoBasket(sku, quantity) [done] POST /orders";
        Assert.That(
            Diagrams.Paths(graph),
            Is.EquivalentTo(
                new[]
                {
                    $"{again} [card is charged] [customer wants a mail] POST /orders/{{id}}/mails Result of POST /orders/{{id}}/mails [the order is there] GET /orders/{{id}}",
                    $"{ordered} [card is refused] [otherwise] [it takes long] GET /orders/{{id}}/state",
                    $"{ordered} [else] [otherwise] [it takes long] GET /orders/{{id}}/state",
                }
            )
        );
        Assert.That(graph.Processes[0].Name, Is.EqualTo("Checkout"));
        Assert.That(graph.Warnings.Select(warning => warning.Code), Is.EqualTo(new[] { WarningCodes.InnerMessage }));
        Assert.That(
            Diagrams.Step(graph, "POST /orders").Attributes["sequence:inner"],
            Does.Contain("Orders → Payments: charge(card, total)")
        );
    }

    [Test]
    public void A_claim_in_PlantUML_is_read_with_everything_that_only_changes_the_drawing()
    {
        var graph = Diagrams.Graph(Example("claim.puml"));

        Assert.That(graph.Processes[0].Name, Is.EqualTo("Insurance claim"));
        Assert.That(
            Diagrams.Steps(graph),
            Is.EqualTo(
                new[]
                {
                    "Authenticate",
                    "POST /claims",
                    "uploadPhoto(claim)",
                    "Assess damage",
                    "Check policy",
                    "POST /claims/{id}/appraisals",
                    "Result of POST /claims/{id}/appraisals",
                    "Approve claim",
                    "Reject claim",
                    "GET /claims/{id}",
                }
            )
        );
        Assert.That(
            graph.Warnings.Select(warning => (warning.Code, warning.Line)),
            Is.EquivalentTo(
                new (string, int?)[] { (WarningCodes.UnknownElement, 7), (WarningCodes.NotCovered, 8), (WarningCodes.InnerMessage, 23) }
            )
        );
    }

    [TestCase("checkout.mmd")]
    [TestCase("claim.puml")]
    public void The_same_source_gives_the_same_bytes_with_any_line_end(string file)
    {
        var source = Example(file);

        var first = JsonSerializer.Serialize(Diagrams.Graph(source), OrchestraJson.Options);
        Assert.That(JsonSerializer.Serialize(Diagrams.Graph(source), OrchestraJson.Options), Is.EqualTo(first));
        foreach (var lineEnd in (string[])["\r\n", "\r"])
        {
            var other = Diagrams.Graph(source.Replace("\n", lineEnd, StringComparison.Ordinal));
            Assert.That(JsonSerializer.Serialize(other, OrchestraJson.Options), Is.EqualTo(first));
        }

        using var stream = new MemoryStream([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(source)]);
        Assert.That(JsonSerializer.Serialize(SequenceReader.Read(stream).Graph, OrchestraJson.Options), Is.EqualTo(first));
    }

    [Test]
    public void The_first_diagram_of_a_Markdown_file_is_read_with_the_lines_of_the_file()
    {
        var graph = Diagrams.Graph(
            "# Shop\n\n```mermaid\nflowchart LR\nA-->B\n```\n\n````mermaid\nsequenceDiagram\nA->>B: x\n````\n\n~~~plantuml\n@startuml\nA -> B : y\n@enduml\n~~~\n"
        );

        Assert.That(Diagrams.Steps(graph), Is.EqualTo(new[] { "x" }));
        Assert.That(graph.Processes[0].Nodes[1].Line, Is.EqualTo(10));
        Assert.That(graph.Warnings.Single().Line, Is.EqualTo(14));
    }

    [TestCase("sequenceDiagram\nA->>B: x", "a.txt", ProcessSourceType.Sequence)]
    [TestCase("%% hello\n%%{init: {}}%%\n\nsequencediagram", null, ProcessSourceType.Sequence)]
    [TestCase("---\ntitle: x\n---\nsequenceDiagram", "a.yaml", ProcessSourceType.Sequence)]
    [TestCase("@startuml\n@enduml", "a", ProcessSourceType.Sequence)]
    [TestCase("text\n```mermaid\nsequenceDiagram\n```", "a.txt", ProcessSourceType.Sequence)]
    [TestCase("anything", "a.MMD", ProcessSourceType.Sequence)]
    [TestCase("anything", "a.mermaid", ProcessSourceType.Sequence)]
    [TestCase("anything", "a.puml", ProcessSourceType.Sequence)]
    [TestCase("anything", "a.plantuml", ProcessSourceType.Sequence)]
    [TestCase("<h1>Shop</h1>", "a.md", ProcessSourceType.Sequence)]
    [TestCase("  <definitions/>", "a.mmd", ProcessSourceType.Bpmn)]
    [TestCase("", "a.bpmn", ProcessSourceType.Bpmn)]
    [TestCase("---\nopenapi: 3.0.3\n", "a.yaml", null)]
    [TestCase("{\"openapi\": \"3.0.3\"}", "a.bpmn", null)]
    [TestCase("", null, null)]
    public void Content_and_name_tell_the_type(string source, string? file, ProcessSourceType? type) =>
        Assert.That(ProcessReader.TypeOf(source, file), Is.EqualTo(type));

    [Test]
    public void Limits_are_met_with_a_fault_and_not_with_time()
    {
        static string Message(string source) => SequenceReader.Read($"sequenceDiagram\n{source}").Faults[^1].Message;

        Assert.Multiple(() =>
        {
            Assert.That(Message(string.Concat(Enumerable.Repeat("opt x\n", 65))), Does.Contain("deeper than 64"));
            Assert.That(
                Message(string.Concat(Enumerable.Repeat("opt x\n", 64)) + "A->>B: x\n" + string.Concat(Enumerable.Repeat("end\n", 63))),
                Does.Contain("'opt' is not closed")
            );
            Assert.That(
                Message(string.Concat(Enumerable.Range(0, 1_001).Select(i => $"participant P{i}\n"))),
                Does.Contain("1000 participants")
            );
            Assert.That(Message(string.Concat(Enumerable.Repeat("A->>B: x\n", 50_001))), Does.Contain("50000 messages"));
            Assert.That(Message($"A->>B: {new string('x', 70_000)}"), Does.Contain("longer than 65536"));
            Assert.That(SequenceReader.Read(new string('\n', (10 << 20) + 1)).Faults.Single().Message, Does.Contain("larger than 10 MiB"));
            using var stream = new MemoryStream(new byte[(10 << 20) + 1]);
            Assert.That(SequenceReader.Read(stream).Faults.Single().Message, Does.Contain("larger than 10 MiB"));
        });
    }

    private static string Example(string file) =>
        File.ReadAllText(Path.Combine(Root(), "tests", "Orchestra.Modeling.Tests", "Sequence", "Examples", file));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Orchestra.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside of the repository");
        }

        return folder.FullName;
    }
}
