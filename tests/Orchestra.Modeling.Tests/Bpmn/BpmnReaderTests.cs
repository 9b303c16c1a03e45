using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Bpmn;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Bpmn;

public sealed class BpmnReaderTests
{
    private const string Ends = "<bpmn:startEvent id='S'/>\n<bpmn:endEvent id='E'/>\n";

    [TestCase("bpmn:", "xmlns:bpmn")]
    [TestCase("bpmn2:", "xmlns:bpmn2")]
    [TestCase("semantic:", "xmlns:semantic")]
    [TestCase("", "xmlns")]
    public void Any_prefix_of_the_namespace_is_read(string prefix, string declaration)
    {
        var source =
            $"<{prefix}definitions {declaration}=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><{prefix}process id=\"P\">"
            + $"<{prefix}startEvent id=\"S\"/><{prefix}sequenceFlow id=\"F\" sourceRef=\"S\" targetRef=\"E\"/><{prefix}endEvent id=\"E\"/>"
            + $"</{prefix}process></{prefix}definitions>";

        var process = Graph(source).Processes.Single();

        Assert.That(process.Nodes.Select(node => node.Id), Is.EqualTo(new[] { "S", "E" }));
        Assert.That(process.Edges.Single(), Has.Property("Source").EqualTo("S").And.Property("Target").EqualTo("E"));
    }

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("utf-16BE")]
    [TestCase("iso-8859-1")]
    public void Any_encoding_that_xml_allows_is_read(string encoding)
    {
        var source = Sources.Process(
            Ends
                + "<bpmn:task id='T' name='Prüfen &amp; ändern'/><bpmn:sequenceFlow id='F' sourceRef='S' targetRef='T'/><bpmn:sequenceFlow id='G' sourceRef='T' targetRef='E'/>"
        );
        var target = Encoding.GetEncoding(encoding);
        var bytes = target
            .GetPreamble()
            .Concat(target.GetBytes($"<?xml version=\"1.0\" encoding=\"{encoding.Replace("BE", "", StringComparison.Ordinal)}\"?>{source}"))
            .ToArray();

        var import = BpmnReader.Read(new MemoryStream(bytes));

        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Graph!.Processes[0].Nodes[2].Name, Is.EqualTo("Prüfen & ändern"));
    }

    [Test]
    public void Every_kind_of_task_event_and_gateway_is_read_with_its_line()
    {
        string[] kinds =
        [
            "task",
            "userTask",
            "serviceTask",
            "sendTask",
            "receiveTask",
            "manualTask",
            "scriptTask",
            "businessRuleTask",
            "callActivity",
            "subProcess",
            "transaction",
            "adHocSubProcess",
            "intermediateCatchEvent",
            "intermediateThrowEvent",
            "exclusiveGateway",
            "inclusiveGateway",
            "parallelGateway",
            "eventBasedGateway",
            "complexGateway",
        ];
        var chain = kinds.Prepend("startEvent").Append("endEvent").ToList();
        var nodes = chain.Select((kind, i) => $"<bpmn:{kind} id='N{i}'/>");
        var flows = chain.Skip(1).Select((_, i) => $"<bpmn:sequenceFlow id='F{i}' sourceRef='N{i}' targetRef='N{i + 1}'/>");

        var process = Graph(Sources.Process(string.Join('\n', nodes) + string.Concat(flows))).Processes[0];

        Assert.That(process.Nodes.Select(node => node.Type.ToString()), Is.EqualTo(chain).IgnoreCase);
        Assert.That(process.Nodes.Select(node => node.Line), Is.EqualTo(Enumerable.Range(2, chain.Count).Select(line => (int?)line)));
    }

    [Test]
    public void Conditions_defaults_loops_lanes_sub_processes_and_triggers_are_kept()
    {
        var process = Graph(
            Sources.Process(
                """
                <bpmn:laneSet><bpmn:lane id='L1' name='Front'><bpmn:flowNodeRef>X</bpmn:flowNodeRef><bpmn:flowNodeRef>U</bpmn:flowNodeRef>
                <bpmn:childLaneSet><bpmn:lane id='L2'><bpmn:flowNodeRef>U</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>
                <bpmn:startEvent id='S'><bpmn:messageEventDefinition/></bpmn:startEvent><bpmn:exclusiveGateway id='X' default='F3'/>
                <bpmn:subProcess id='U' name='Under'><bpmn:multiInstanceLoopCharacteristics isSequential='true'/><bpmn:startEvent id='US'/><bpmn:endEvent id='UE'/>
                <bpmn:sequenceFlow id='F5' sourceRef='US' targetRef='UE'/></bpmn:subProcess><bpmn:endEvent id='E'><bpmn:terminateEventDefinition/></bpmn:endEvent>
                <bpmn:boundaryEvent id='B' attachedToRef='U'><bpmn:timerEventDefinition/></bpmn:boundaryEvent>
                <bpmn:sequenceFlow id='F1' sourceRef='S' targetRef='X'/>
                <bpmn:sequenceFlow id='F2' name='high' sourceRef='X' targetRef='U'><bpmn:conditionExpression><![CDATA[ amount > 5 ]]></bpmn:conditionExpression></bpmn:sequenceFlow>
                <bpmn:sequenceFlow id='F3' sourceRef='X' targetRef='E'/><bpmn:sequenceFlow id='F4' sourceRef='U' targetRef='E'/><bpmn:sequenceFlow id='F6' sourceRef='B' targetRef='E'/>
                """
            )
        ).Processes[0];

        var nodes = process.Nodes.ToDictionary(node => node.Id);
        var edges = process.Edges.ToDictionary(edge => edge.Id);
        Assert.Multiple(() =>
        {
            Assert.That(
                edges["F2"],
                Has.Property("Condition").EqualTo("amount > 5").And.Property("Name").EqualTo("high").And.Property("IsDefault").False
            );
            Assert.That(edges["F3"].IsDefault, Is.True);
            Assert.That(nodes["X"].Lane, Is.EqualTo("Front"));
            Assert.That(
                nodes["U"],
                Has.Property("Lane").EqualTo("L2").And.Property("Loop").EqualTo("sequential").And.Property("Parent").Null
            );
            Assert.That(nodes["US"].Parent, Is.EqualTo("U"));
            Assert.That(nodes["S"].Trigger, Is.EqualTo("message"));
            Assert.That(nodes["E"].Trigger, Is.EqualTo("terminate"));
            Assert.That(nodes["B"], Has.Property("AttachedTo").EqualTo("U").And.Property("Trigger").EqualTo("timer"));
            Assert.That(process.Lanes, Is.EqualTo(new[] { new Lane("L1", "Front"), new Lane("L2", null) }));
        });
    }

    [Test]
    public void Extensions_are_read_and_those_of_vendors_kept_with_their_prefix()
    {
        var process = Graph(
            Sources.Process(
                """
                <bpmn:startEvent id='S'/><bpmn:userTask id='T' camunda:formKey='form' zeebe:x='1' o:endpoint='POST /a' o:dataSet='d' o:shares='r' o:maxLoopIterations='3' o:alias='a'
                o:sql='select 1' o:key='{{run.id}}' o:correlationId='none' o:timeoutMs='5000'>
                <bpmn:documentation>words</bpmn:documentation>
                <bpmn:extensionElements><zeebe:task><zeebe:deep><zeebe:deeper/>text</zeebe:deep></zeebe:task>
                <o:expect left='{{response.body.n}}' op='ge' right='5' match='all' message='too few'/><o:expect left='x' op='eq' right='OPEN'/><o:expect left='x' op='exists'/>
                <o:expect left='x' op='eq' right='true'/><o:expect left='x' op='in' right='["A","B"]'/><o:expect left='x' op='eq' right='{"a":1}'/><o:expect left='x' op='ne' right='null'/></bpmn:extensionElements>
                </bpmn:userTask><bpmn:endEvent id='E'/><bpmn:sequenceFlow id='F' sourceRef='S' targetRef='T' o:dataSet='f'><bpmn:extensionElements><o:expect left='y' op='eq' right='z'/></bpmn:extensionElements></bpmn:sequenceFlow>
                <bpmn:sequenceFlow id='G' sourceRef='T' targetRef='E'/>
                """
            )
        ).Processes[0];

        var task = process.Nodes[1];
        Assert.Multiple(() =>
        {
            Assert.That(
                task.Attributes,
                Is.EquivalentTo(new Dictionary<string, string> { ["camunda:formKey"] = "form", ["zeebe:x"] = "1" })
            );
            Assert.That(
                (task.Endpoint, task.DataSet, task.Shares, task.MaxLoopIterations, task.Alias),
                Is.EqualTo(((string?)"POST /a", (string?)"d", (string?)"r", (int?)3, (string?)"a"))
            );
            Assert.That(
                (task.Sql, task.MessageKey, task.CorrelationId, task.TimeoutMs),
                Is.EqualTo(((string?)"select 1", (string?)"{{run.id}}", (string?)"none", (int?)5000))
            );
            Assert.That(
                task.Expect.Select(rule => rule.Right?.ToJsonString()),
                Is.EqualTo(new[] { "5", "\"OPEN\"", null, "true", "[\"A\",\"B\"]", Text("{\"a\":1}"), null })
            );
            Assert.That(
                task.Expect[0],
                Has.Property("Op").EqualTo("ge").And.Property("Match").EqualTo(RuleMatch.All).And.Property("Message").EqualTo("too few")
            );
            Assert.That(task.Expect[0].Left!.GetValue<string>(), Is.EqualTo("{{response.body.n}}"));
            Assert.That(process.Edges[0].DataSet, Is.EqualTo("f"));
            Assert.That(process.Edges[0].Expect, Has.Count.EqualTo(1));
        });

        static string Text(string value) => JsonValue.Create(value).ToJsonString();
    }

    [Test]
    public void Elements_without_an_id_get_the_same_one_each_time()
    {
        const string elements =
            "<bpmn:startEvent id='S'/><bpmn:userTask/><bpmn:userTask id='UserTask_2'/><bpmn:endEvent id='E'/>"
            + "<bpmn:sequenceFlow sourceRef='S' targetRef='UserTask_1'/><bpmn:sequenceFlow sourceRef='S' targetRef='UserTask_1'/>"
            + "<bpmn:sequenceFlow id='F' sourceRef='UserTask_1' targetRef='UserTask_2'/><bpmn:sequenceFlow id='G' sourceRef='UserTask_2' targetRef='E'/>";

        var process = Graph(Sources.Process(elements)).Processes[0];

        Assert.That(process.Nodes.Select(node => node.Id), Is.EqualTo(new[] { "S", "UserTask_1", "UserTask_2", "E" }));
        Assert.That(process.Edges.Select(edge => edge.Id).Take(2), Is.EqualTo(new[] { "Flow_S_UserTask_1", "Flow_S_UserTask_1_1" }));
    }

    [Test]
    public void Scenarios_start_in_the_pool_that_no_message_wakes()
    {
        var graph = Graph(
            Sources.Definitions(
                "<bpmn:collaboration><bpmn:participant id='PA' name='Bank' processRef='A'/><bpmn:participant id='PB' name='Customer' processRef='B'/>"
                    + "<bpmn:participant id='PC' name='Others'/><bpmn:messageFlow id='M' sourceRef='BE' targetRef='AS'/></bpmn:collaboration>"
                    + Pool("A")
                    + Pool("B")
            )
        );

        Assert.Multiple(() =>
        {
            Assert.That(StartProcess.Choose(graph, null)!.Id, Is.EqualTo("B"));
            Assert.That(StartProcess.Choose(graph, "Bank")!.Id, Is.EqualTo("A"));
            Assert.That(StartProcess.Choose(graph, "PA")!.Id, Is.EqualTo("A"));
            Assert.That(StartProcess.Choose(graph, "Nobody"), Is.Null);
            Assert.That(StartProcess.Names(graph), Is.EqualTo(new[] { "Bank", "Customer" }));
            Assert.That(graph.MessageFlows.Single(), Is.EqualTo(new MessageFlow("M", "BE", "AS", null, 1)));
        });

        static string Pool(string id) =>
            $"<bpmn:process id='{id}'><bpmn:startEvent id='{id}S'/><bpmn:endEvent id='{id}E'/><bpmn:sequenceFlow id='{id}F' sourceRef='{id}S' targetRef='{id}E'/></bpmn:process>";
    }

    [TestCase("<bpmn:complexGateway id='N'/>", "NOT_COVERED")]
    [TestCase("<bpmn:adHocSubProcess id='N'/>", "NOT_COVERED")]
    [TestCase("<bpmn:callActivity id='N'/>", "NOT_COVERED")]
    [TestCase("<bpmn:intermediateCatchEvent id='N'><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>", "NOT_COVERED")]
    [TestCase("<bpmn:task id='N' o:endpiont='x'/>", "UNKNOWN_EXTENSION")]
    [TestCase("<bpmn:task id='N'/><bpmn:choreographyTask id='C'/>", "UNKNOWN_ELEMENT")]
    [TestCase("<bpmn:task id='N'/><bpmn:task id='C'/>", "UNREACHABLE")]
    [TestCase(
        "<bpmn:task id='N'/><bpmn:laneSet><bpmn:lane id='C'><bpmn:flowNodeRef>P</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>",
        "DANGLING_REFERENCE"
    )]
    public void What_is_walked_in_a_simpler_way_or_not_understood_is_a_warning_with_element_and_line(string element, string code)
    {
        var source = Sources.Process(
            $"<bpmn:startEvent id='S'/>\n{element}\n<bpmn:endEvent id='E'/><bpmn:endEvent id='E2'/>"
                + "<bpmn:sequenceFlow id='F' sourceRef='S' targetRef='N'/><bpmn:sequenceFlow id='G' sourceRef='N' targetRef='E'/><bpmn:sequenceFlow id='H' sourceRef='N' targetRef='E2'/>"
        );

        var warning = Graph(source).Warnings.Single();

        Assert.That(warning, Has.Property("Code").EqualTo(code).And.Property("Line").EqualTo(3));
        Assert.That(warning.ElementId, Is.EqualTo(element.Contains("'C'", StringComparison.Ordinal) ? "C" : "N"));
    }

    [Test]
    public void A_plain_process_has_no_warnings() =>
        Assert.That(Graph(Sources.Process(Ends + "<bpmn:sequenceFlow id='F' sourceRef='S' targetRef='E'/>")).Warnings, Is.Empty);

    [Test]
    public void Link_events_of_one_name_are_connected()
    {
        var process = Graph(
            Sources.Process(
                Ends
                    + "<bpmn:intermediateThrowEvent id='L1'><bpmn:linkEventDefinition name='a'/></bpmn:intermediateThrowEvent>"
                    + "<bpmn:intermediateCatchEvent id='L2'><bpmn:linkEventDefinition name='a'/></bpmn:intermediateCatchEvent>"
                    + "<bpmn:sequenceFlow id='F' sourceRef='S' targetRef='L1'/><bpmn:sequenceFlow id='G' sourceRef='L2' targetRef='E'/>"
            )
        ).Processes[0];

        Assert.That(process.Edges.Select(edge => edge.Id), Is.EqualTo(new[] { "F", "G", "Link_L1_L2" }));
    }

    [Test]
    public void The_same_source_gives_the_same_bytes()
    {
        var source = Sources.Process(
            Ends + "<bpmn:task/><bpmn:sequenceFlow sourceRef='S' targetRef='Task_1'/><bpmn:sequenceFlow sourceRef='Task_1' targetRef='E'/>"
        );

        var first = JsonSerializer.Serialize(Graph(source), OrchestraJson.Options);
        var second = JsonSerializer.Serialize(Graph(source), OrchestraJson.Options);

        Assert.That(second, Is.EqualTo(first));
    }

    private static ControlFlowGraph Graph(string source)
    {
        var import = BpmnReader.Read(source);
        Assert.That(import.Faults, Is.Empty);
        return import.Graph!;
    }
}
