using System.Xml.Linq;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Bpmn;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Bpmn;

/// <summary>What the tools of others write is read: their prefixes, ids, extensions, spellings and other diagrams.</summary>
public sealed class DialectTests
{
    private static IEnumerable<string> Files => Dialects.Files;

    [TestCaseSource(nameof(Files))]
    public void A_file_of_another_tool_is_read_and_every_process_of_it_can_be_walked(string file)
    {
        var graph = Graph(file);

        Assert.That(graph.Processes, Is.Not.Empty);
        foreach (var process in graph.Processes)
        {
            var (whole, _) = CalledProcesses.Inline(process, graph.Processes);
            var coverage = PathSelector.Select(whole, new SuiteOptions()).Coverage;
            Assert.That(coverage.Scenarios, Is.GreaterThan(0));
            Assert.That(coverage.Edges.Missing, Is.Empty);
        }
    }

    [TestCase("camunda7.bpmn", "NOT_COVERED Timer_1")]
    [TestCase("camunda8.bpmn", "NOT_COVERED Late")]
    [TestCase("flowable.bpmn20.xml", "NOT_COVERED recallStart")]
    [TestCase("activiti.bpmn20.xml", "NOT_COVERED theStart")]
    [TestCase("signavio.bpmn", "EMPTY_PROCESS sid-PROC-BANK")]
    [TestCase(
        "trisotech.bpmn",
        "UNKNOWN_ELEMENT _conv",
        "NOT_COVERED _start2",
        "NOT_COVERED _late",
        "NOT_COVERED _adhoc",
        "UNKNOWN_ELEMENT _ch",
        "UNKNOWN_ELEMENT _gc"
    )]
    [TestCase("adonis.bpmn", "NOT_COVERED 10393")]
    [TestCase("aris.bpmn", "NOT_COVERED id-complex")]
    [TestCase("bpmn-io.bpmn")]
    public void Only_what_a_graph_cannot_say_is_a_warning(string file, params string[] warnings) =>
        Assert.That(Graph(file).Warnings.Select(warning => $"{warning.Code} {warning.ElementId}"), Is.EqualTo(warnings));

    [TestCaseSource(nameof(Files))]
    public void Ids_do_not_depend_on_the_order_of_attributes_or_on_white_space(string file)
    {
        var source = XDocument.Parse(File.ReadAllText(Dialects.Path(file)));
        foreach (var element in source.Descendants())
        {
            var attributes = element.Attributes().Reverse().ToList();
            element.RemoveAttributes();
            element.Add(attributes);
        }

        foreach (var options in new[] { SaveOptions.None, SaveOptions.DisableFormatting })
        {
            var import = BpmnReader.Read(source.ToString(options));

            Assert.That(import.Faults, Is.Empty);
            Assert.That(Ids(import.Graph!), Is.EqualTo(Ids(Graph(file))));
        }
    }

    [Test]
    public void Elements_of_vendors_are_kept_under_their_path()
    {
        var charge = Node("camunda8.bpmn", "Charge").Extensions!;
        var approve = Node("camunda7.bpmn", "approveInvoice").Extensions!;
        var ask = Node("flowable.bpmn20.xml", "ask").Extensions!;
        var taken = Graph("camunda7.bpmn").Processes[0].Edges.Single(edge => edge.Id == "Flow_4").Extensions!;

        Assert.Multiple(() =>
        {
            Assert.That(charge["zeebe:taskDefinition/@type"], Is.EqualTo("io.camunda:http-json:1"));
            Assert.That(charge["zeebe:ioMapping/zeebe:input/@source"], Is.EqualTo("=order.total"));
            Assert.That(charge["zeebe:loopCharacteristics/@inputCollection"], Is.EqualTo("=order.cards"));
            Assert.That(Node("camunda8.bpmn", "Wrap").Extensions!["zeebe:userTask"], Is.Empty);
            Assert.That(approve["camunda:inputOutput/camunda:inputParameter"], Is.EqualTo("{\"amount\": ${amount}}"));
            Assert.That(
                approve["camunda:inputOutput/camunda:outputParameter/camunda:list/camunda:value[2]"],
                Is.EqualTo("b"),
                "the second of its name"
            );
            Assert.That(ask["flowable:field[2]/flowable:expression"], Is.EqualTo("${calendarUrl}/days/${initiator}"));
            Assert.That(taken["camunda:executionListener/@event"], Is.EqualTo("take"));
            Assert.That(Node("aris.bpmn", "id-check").Extensions!["ns5:arisAttribute[2]/ns5:value"], Is.EqualTo("ab"));
            Assert.That(Node("camunda8.bpmn", "Start").Attributes, Is.Empty);
        });
    }

    [Test]
    public void Elements_of_vendors_beyond_the_limit_are_left_out_with_a_warning()
    {
        var elements = string.Concat(Enumerable.Repeat("<zeebe:x/>", 100_001));
        var source =
            $"<bpmn:startEvent id='S'><bpmn:extensionElements>{elements}</bpmn:extensionElements></bpmn:startEvent>"
            + "<bpmn:endEvent id='E'/><bpmn:sequenceFlow id='F' sourceRef='S' targetRef='E'/>";

        var graph = BpmnReader.Read(Sources.Process(source)).Graph!;

        Assert.That(graph.Warnings.Single(), Has.Property("Code").EqualTo("UNKNOWN_ELEMENT").And.Property("ElementId").EqualTo("S"));
        Assert.That(graph.Processes[0].Nodes[0].Extensions, Has.Count.EqualTo(100_000));
    }

    [Test]
    public void The_process_that_Camunda_8_calls_is_found_and_one_that_is_computed_is_not()
    {
        Assert.That(Node("camunda8.bpmn", "Ship").CalledElement, Is.EqualTo("shipping"));
        var source = File.ReadAllText(Dialects.Path("camunda8.bpmn"));
        var computed = BpmnReader.Read(
            source.Replace("processId=\"shipping\"", "processId=\"=&quot;ship&quot; + kind\"", StringComparison.Ordinal)
        );
        Assert.That(computed.Graph!.Processes[0].Nodes.Single(node => node.Id == "Ship").CalledElement, Is.Null);
    }

    [Test]
    public void Booleans_are_read_in_every_spelling()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Node("camunda7.bpmn", "Timer_1").IsInterrupting, Is.False);
            Assert.That(Node("trisotech.bpmn", "_escalated").IsInterrupting, Is.False);
            Assert.That(Node("adonis.bpmn", "10393").IsInterrupting, Is.False);
            Assert.That(Node("flowable.bpmn20.xml", "recallStart").IsInterrupting, Is.False);
            Assert.That(Node("adonis.bpmn", "10397").Loop, Is.EqualTo("sequential"));
            Assert.That(Node("activiti.bpmn20.xml", "1f2b").LoopTestsBefore, Is.True);
            Assert.That(Node("trisotech.bpmn", "_undo").IsForCompensation, Is.True);
            Assert.That(Node("flowable.bpmn20.xml", "recall").Type, Is.EqualTo(NodeType.EventSubProcess));
        });
    }

    [Test]
    public void What_has_no_id_gets_one()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Graph("adonis.bpmn").Processes[0].Edges[0].Id, Is.EqualTo("Flow_10391_10392"));
            Assert.That(Graph("adonis.bpmn").Processes[0].Lanes.Select(lane => lane.Id), Is.EqualTo(new[] { "Lane_1", "Lane_2" }));
            Assert.That(Graph("aris.bpmn").Participants[1], Is.EqualTo(new Participant("Participant_1", "Carrier")));
            Assert.That(Graph("flowable.bpmn20.xml").Processes[0].Edges.Select(edge => edge.Id), Has.Member("Flow_subStart_mail"));
        });
    }

    [Test]
    public void Conditions_are_read_from_text_and_CDATA_of_any_layout()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Condition("activiti.bpmn20.xml", "flow2"), Is.EqualTo("${pages > 3 && status != \"draft\"}"));
            Assert.That(Condition("flowable.bpmn20.xml", "sid-yes"), Is.EqualTo("${outcome == 'approved' && days <= 30}"));
            Assert.That(Condition("camunda7.bpmn", "Flow_4"), Is.EqualTo("${approved && amount < 10000}"));
            Assert.That(Condition("camunda7.bpmn", "Flow_11"), Is.Null, "it stands in another file");
            Assert.That(Condition("signavio.bpmn", "sid-F-3"), Is.Null);
        });

        static string? Condition(string file, string edge) =>
            Graph(file).Processes[0].Edges.Single(candidate => candidate.Id == edge).Condition;
    }

    [Test]
    public void A_source_that_begins_with_a_byte_order_mark_is_read() =>
        Assert.That(BpmnReader.Read('\uFEFF' + File.ReadAllText(Dialects.Path("bpmn-io.bpmn"))).Faults, Is.Empty);

    private static GraphNode Node(string file, string id) =>
        Graph(file).Processes.SelectMany(process => process.Nodes).Single(node => node.Id == id);

    private static List<string> Ids(ControlFlowGraph graph) =>
        [
            .. graph.Processes.SelectMany(process =>
                process
                    .Nodes.Select(node => node.Id)
                    .Concat(process.Edges.Select(edge => edge.Id))
                    .Concat(process.Lanes.Select(lane => lane.Id))
                    .Concat(process.Data.Select(data => data.Id))
                    .Prepend(process.Id)
            ),
            .. graph.Participants.Select(pool => pool.Id),
            .. graph.MessageFlows.Select(flow => flow.Id),
        ];

    private static ControlFlowGraph Graph(string file)
    {
        using var source = File.OpenRead(Dialects.Path(file));
        var import = BpmnReader.Read(source);
        Assert.That(import.Faults, Is.Empty);
        return import.Graph!;
    }
}
