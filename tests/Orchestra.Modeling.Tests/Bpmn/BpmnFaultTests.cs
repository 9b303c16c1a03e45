using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Tests.Bpmn;

public sealed class BpmnFaultTests
{
    private const string Flow = "<bpmn:sequenceFlow id='F' sourceRef='S' targetRef='E'/>";
    private const string Ends = "<bpmn:startEvent id='S'/><bpmn:endEvent id='E'/>";

    [TestCase(Ends + "\n<bpmn:sequenceFlow id='F' sourceRef='gone' targetRef='E'/>", "F", 3, "sourceRef 'gone' names no flow node")]
    [TestCase(Ends + "\n<bpmn:sequenceFlow id='F' sourceRef='S' targetRef='gone'/>", "F", 3, "targetRef 'gone' names no flow node")]
    [TestCase(Ends + "\n<bpmn:sequenceFlow id='F' sourceRef='S'/>", "F", 3, "the flow has no targetRef")]
    [TestCase(Ends + Flow + "\n<bpmn:task id='T' default='gone'/>", "T", 3, "default 'gone' names no sequence flow")]
    [TestCase(Ends + Flow + "\n<bpmn:task id='T' default='F'/>", "T", 3, "default 'F' does not leave 'T'")]
    [TestCase(Ends + Flow + "\n<bpmn:boundaryEvent id='B' attachedToRef='gone'/>", "B", 3, "attachedToRef 'gone' names no flow node")]
    [TestCase(Ends + Flow + "\n<bpmn:boundaryEvent id='B'/>", "B", 3, "no attachedToRef")]
    [TestCase(Ends + Flow + "\n<bpmn:boundaryEvent id='B' attachedToRef='S'/>", "B", 3, "no activity beside")]
    [TestCase(
        "<bpmn:task id='T'/><bpmn:endEvent id='E'/><bpmn:sequenceFlow id='F' sourceRef='T' targetRef='E'/>",
        "P",
        1,
        "no start event"
    )]
    [TestCase(Ends + Flow + "\n\n<bpmn:task id='S'/>", "S", 4, "the id 'S' of <task> is already used in line 2")]
    [TestCase("\n<bpmn:startEvent id='S'/>\n<bpmn:endEvent id='E'/>", "S", 3, "nothing can be reached from the start event")]
    [TestCase(
        Ends + "\n<bpmn:exclusiveGateway id='X'/><bpmn:sequenceFlow id='F' sourceRef='S' targetRef='X'/>",
        "X",
        3,
        "no flow leaves the gateway"
    )]
    [TestCase(
        Ends
            + Flow
            + "\n<bpmn:task id='T'/><bpmn:sequenceFlow id='G' sourceRef='S' targetRef='T'/><bpmn:sequenceFlow id='H' sourceRef='T' targetRef='T'/>",
        "T",
        3,
        "no end can be reached"
    )]
    [TestCase(Ends + Flow + "\n<bpmn:sequenceFlow id='G' sourceRef='E' targetRef='E'/>", "G", 3, "leaves the end event")]
    [TestCase(
        Ends
            + Flow
            + "\n<bpmn:subProcess id='U'><bpmn:task id='T'/></bpmn:subProcess>\n<bpmn:sequenceFlow id='G' sourceRef='S' targetRef='T'/>",
        "G",
        4,
        "across the border of a sub-process"
    )]
    [TestCase(
        Ends
            + Flow
            + "<bpmn:task id='T'><bpmn:extensionElements>\n<o:expect left='a' op='equals' right='b'/></bpmn:extensionElements></bpmn:task>",
        "T",
        3,
        "the operator 'equals' does not exist: use one of eq, ne"
    )]
    [TestCase(
        Ends + Flow + "<bpmn:task id='T'><bpmn:extensionElements>\n<o:expect left='a' op='eq'/></bpmn:extensionElements></bpmn:task>",
        "T",
        3,
        "has no 'right'"
    )]
    [TestCase(
        Ends + Flow + "<bpmn:task id='T'><bpmn:extensionElements>\n<o:expect op='exists'/></bpmn:extensionElements></bpmn:task>",
        "T",
        3,
        "has no 'left'"
    )]
    [TestCase(
        Ends
            + Flow
            + "<bpmn:task id='T'><bpmn:extensionElements>\n<o:expect left='a' op='exists' match='some'/></bpmn:extensionElements></bpmn:task>",
        "T",
        3,
        "the match 'some' does not exist"
    )]
    [TestCase(
        Ends + Flow + "\n<bpmn:laneSet><bpmn:lane id='L'><bpmn:flowNodeRef>gone</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>",
        "L",
        3,
        "the lane holds 'gone'"
    )]
    [TestCase(
        Ends
            + Flow
            + "\n<bpmn:intermediateCatchEvent id='C'><bpmn:eventDefinitionRef>gone</bpmn:eventDefinitionRef></bpmn:intermediateCatchEvent>",
        "C",
        3,
        "eventDefinitionRef 'gone' names no event definition"
    )]
    [TestCase(
        Ends
            + Flow
            + "\n</bpmn:process>\n<bpmn:collaboration id='K'><bpmn:participant id='A' processRef='gone'/></bpmn:collaboration><bpmn:process id='Q'>",
        "A",
        4,
        "processRef 'gone' names no process"
    )]
    [TestCase(
        Ends
            + Flow
            + "\n<bpmn:task id='T'><bpmn:extensionElements><o:expect left='x' op='in' right='[1e200000]'/></bpmn:extensionElements></bpmn:task>",
        "T",
        3,
        "the 'right' of an expect must not contain numbers"
    )]
    [TestCase(Ends + Flow + "\n<bpmn:task id='T' o:maxLoopIterations='11'/>", "T", 3, "whole number from 1 to 10")]
    public void A_fault_names_its_element_and_line(string elements, string element, int line, string message)
    {
        var import = BpmnReader.Read(Sources.Process(elements));

        Assert.That(import.Graph, Is.Null);
        var fault = import.Faults.First(fault => fault.Path == element);
        Assert.That(fault.Line, Is.EqualTo(line));
        Assert.That(fault.Message, Does.Contain(message));
    }

    [TestCase("", 1, "not well-formed")]
    [TestCase("hello", 1, "not well-formed")]
    [TestCase("{\"openapi\": \"3.1.0\"}", 1, "not well-formed")]
    [TestCase("<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>\n<b>\n</definitions>", 3, "not well-formed")]
    [TestCase("<html/>", 1, "not <definitions> of BPMN 2.0")]
    [TestCase("<definitions xmlns='http://schema.omg.org/spec/BPMN/1.0'/>", 1, "not <definitions> of BPMN 2.0")]
    [TestCase("<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>", null, "no process")]
    [TestCase(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>\n<process id='P'/></definitions>",
        2,
        "no process of the source has a flow node"
    )]
    public void A_source_that_is_no_process_is_refused(string source, int? line, string message)
    {
        var import = BpmnReader.Read(source);

        Assert.That(import.Graph, Is.Null);
        Assert.That(import.Faults.Single().Message, Does.Contain(message));
        Assert.That(import.Faults.Single().Line, Is.EqualTo(line));
    }

    [Test]
    public void All_faults_are_listed_at_once_in_the_order_of_lines()
    {
        var import = BpmnReader.Read(
            Sources.Process(
                "<bpmn:task id='T' default='D'/>\n<bpmn:task id='T'/>\n<bpmn:sequenceFlow id='F' sourceRef='A' targetRef='B'/>\n<bpmn:boundaryEvent id='B1' attachedToRef='C'/>\n<bpmn:parallelGateway id='G'/>"
            )
        );

        Assert.That(
            import.Faults.Select(fault => (fault.Path, fault.Line)),
            Is.EqualTo(new[] { ("P", 1), ("T", 2), ("T", 3), ("F", 4), ("F", 4), ("B1", 5), ("G", 6) })
        );
    }
}
