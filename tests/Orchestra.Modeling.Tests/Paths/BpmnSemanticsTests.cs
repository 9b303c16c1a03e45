using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Bpmn;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>What BPMN 2.0 says of events, markers and calls (chapters 10 and 13 of the standard), as the paths of a suite show it.</summary>
public sealed class BpmnSemanticsTests
{
    private const string Around =
        "<startEvent id='S'/><endEvent id='E'/><sequenceFlow id='F1' sourceRef='S' targetRef='A'/><sequenceFlow id='F2' sourceRef='A' targetRef='E'/>";

    [Test]
    public void An_interrupting_boundary_event_is_another_way_on_from_its_activity() =>
        Assert.That(
            PathsOf(
                Around
                    + "<task id='A'/><boundaryEvent id='B' attachedToRef='A'><errorEventDefinition/></boundaryEvent>"
                    + "<task id='M'/><sequenceFlow id='F3' sourceRef='B' targetRef='M'/>"
            ),
            Is.EquivalentTo(new[] { "S A E", "S A B M" })
        );

    [Test]
    public void A_boundary_event_that_interrupts_nothing_happens_beside_the_flow() =>
        Assert.That(
            PathsOf(
                Around
                    + "<task id='A'/><boundaryEvent id='B' attachedToRef='A' cancelActivity='false'><timerEventDefinition/></boundaryEvent>"
                    + "<task id='M'/><sequenceFlow id='F3' sourceRef='B' targetRef='M'/>"
            ),
            Is.EqualTo(new[] { "S A E B M" })
        );

    [Test]
    public void A_sub_process_is_interrupted_before_its_end() =>
        Assert.That(
            PathsOf(
                Around
                    + Sub("subProcess", "A", "<task id='T'/>")
                    + "<boundaryEvent id='B' attachedToRef='A'><messageEventDefinition/></boundaryEvent>"
                    + "<task id='M'/><sequenceFlow id='F3' sourceRef='B' targetRef='M'/>"
            ),
            Is.EquivalentTo(new[] { "S A IS T IE A E", "S A B M" })
        );

    [Test]
    public void A_thrown_error_goes_to_the_boundary_event_that_names_it_and_to_no_other()
    {
        var paths = PathsOf(
            Around
                + "<subProcess id='A'><startEvent id='IS'/><exclusiveGateway id='X'/><endEvent id='IE'/>"
                + "<endEvent id='Bad'><errorEventDefinition errorRef='Err1'/></endEvent><endEvent id='Worse'><errorEventDefinition errorRef='Err2'/></endEvent>"
                + "<sequenceFlow id='I1' sourceRef='IS' targetRef='X'/><sequenceFlow id='I2' sourceRef='X' targetRef='IE'/>"
                + "<sequenceFlow id='I3' sourceRef='X' targetRef='Bad'/><sequenceFlow id='I4' sourceRef='X' targetRef='Worse'/></subProcess>"
                + "<boundaryEvent id='B1' attachedToRef='A'><errorEventDefinition errorRef='Err1'/></boundaryEvent>"
                + "<boundaryEvent id='B2' attachedToRef='A'><errorEventDefinition errorRef='Err2'/></boundaryEvent>"
                + "<task id='M'/><sequenceFlow id='F3' sourceRef='B1' targetRef='M'/><task id='N'/><sequenceFlow id='F4' sourceRef='B2' targetRef='N'/>",
            "<error id='Err1' errorCode='LOW'/><error id='Err2' errorCode='GONE'/>"
        );

        Assert.That(paths, Is.EquivalentTo(new[] { "S A IS X IE A E", "S A IS X Bad B1 M", "S A IS X Worse B2 N" }));
    }

    [Test]
    public void An_error_in_one_branch_leaves_the_sub_process_once_the_other_branches_have_run() =>
        Assert.That(
            PathsOf(
                "<startEvent id='S'/><sequenceFlow id='F1' sourceRef='S' targetRef='A'/>"
                    + "<subProcess id='A'><startEvent id='IS'/><parallelGateway id='G'/><endEvent id='IE'/><task id='T'/>"
                    + "<endEvent id='Bad'><errorEventDefinition/></endEvent>"
                    + "<sequenceFlow id='I1' sourceRef='IS' targetRef='G'/><sequenceFlow id='I2' sourceRef='G' targetRef='Bad'/>"
                    + "<sequenceFlow id='I3' sourceRef='G' targetRef='T'/><sequenceFlow id='I4' sourceRef='T' targetRef='IE'/></subProcess>"
                    + "<boundaryEvent id='B' attachedToRef='A'><errorEventDefinition/></boundaryEvent>"
                    + "<task id='M'/><sequenceFlow id='F3' sourceRef='B' targetRef='M'/>"
            ),
            Is.EqualTo(new[] { "S A IS G T IE Bad B M" })
        );

    [Test]
    public void An_event_sub_process_interrupts_its_scope_or_runs_beside_it()
    {
        const string Ending = "<endEvent id='HE'/><sequenceFlow id='H1' sourceRef='HS' targetRef='HE'/></subProcess>";
        Assert.That(
            PathsOf(
                Around
                    + "<task id='A'/><subProcess id='H' triggeredByEvent='true'><startEvent id='HS'><messageEventDefinition/></startEvent>"
                    + Ending
            ),
            Is.EquivalentTo(new[] { "S A E", "S H HS HE H" })
        );
        Assert.That(
            PathsOf(
                Around
                    + "<task id='A'/><subProcess id='H' triggeredByEvent='true'><startEvent id='HS' isInterrupting='false'><messageEventDefinition/></startEvent>"
                    + Ending
            ),
            Is.EqualTo(new[] { "S A E H HS HE H" })
        );
    }

    [Test]
    public void A_cancelled_transaction_compensates_what_it_did_in_reverse_and_leaves_by_its_boundary_event() =>
        Assert.That(
            PathsOf(
                "<startEvent id='S'/><sequenceFlow id='F1' sourceRef='S' targetRef='A'/>"
                    + "<transaction id='A'><startEvent id='IS'/><task id='T1'/><task id='T2'/><endEvent id='No'><cancelEventDefinition/></endEvent>"
                    + Compensated("T1")
                    + Compensated("T2")
                    + "<sequenceFlow id='I1' sourceRef='IS' targetRef='T1'/><sequenceFlow id='I2' sourceRef='T1' targetRef='T2'/>"
                    + "<sequenceFlow id='I3' sourceRef='T2' targetRef='No'/></transaction>"
                    + "<boundaryEvent id='B' attachedToRef='A'><cancelEventDefinition/></boundaryEvent>"
                    + "<task id='M'/><sequenceFlow id='F3' sourceRef='B' targetRef='M'/>"
            ),
            Is.EqualTo(new[] { "S A IS T1 T2 No T2_C T2_U T1_C T1_U B M" })
        );

    [Test]
    public void A_compensation_that_names_an_activity_undoes_only_that_one() =>
        Assert.That(
            PathsOf(
                "<startEvent id='S'/><task id='T1'/><task id='T2'/><endEvent id='E'><compensateEventDefinition activityRef='T1'/></endEvent>"
                    + Compensated("T1")
                    + Compensated("T2")
                    + "<sequenceFlow id='F1' sourceRef='S' targetRef='T1'/><sequenceFlow id='F2' sourceRef='T1' targetRef='T2'/>"
                    + "<sequenceFlow id='F3' sourceRef='T2' targetRef='E'/>"
            ),
            Is.EqualTo(new[] { "S T1 T2 E T1_C T1_U" })
        );

    [Test]
    public void An_event_based_gateway_takes_the_first_event_or_waits_for_all()
    {
        string Events(string type) =>
            PathsText(
                $"<startEvent id='S'/><eventBasedGateway id='G' {type}/><intermediateCatchEvent id='C1'><messageEventDefinition/></intermediateCatchEvent>"
                    + "<intermediateCatchEvent id='C2'><messageEventDefinition/></intermediateCatchEvent>"
                    + "<sequenceFlow id='F1' sourceRef='S' targetRef='G'/><sequenceFlow id='F2' sourceRef='G' targetRef='C1'/>"
                    + "<sequenceFlow id='F3' sourceRef='G' targetRef='C2'/>"
            );

        Assert.That(Events(""), Is.EqualTo("S G C1 | S G C2"));
        Assert.That(Events("eventGatewayType='Parallel'"), Is.EqualTo("S G C1 C2"));
    }

    [TestCase("<standardLoopCharacteristics/>", "S A E")]
    [TestCase(
        "<multiInstanceLoopCharacteristics isSequential='true'><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>",
        "S A A A E"
    )]
    [TestCase("<multiInstanceLoopCharacteristics><loopCardinality>0</loopCardinality></multiInstanceLoopCharacteristics>", "S E")]
    [TestCase("<multiInstanceLoopCharacteristics><loopCardinality>${n}</loopCardinality></multiInstanceLoopCharacteristics>", "S A E")]
    public void A_marked_activity_runs_as_often_as_its_marker_says(string marker, string path)
    {
        Assert.That(PathsOf(Around + $"<task id='A'>{marker}</task>"), Is.EqualTo(new[] { path }));
        if (path == "S E")
        {
            return;
        }

        var inside = path.Replace("A", "A IS T IE A", StringComparison.Ordinal);
        Assert.That(PathsOf(Around + Sub("subProcess", "A", "<task id='T'/>" + marker)), Is.EqualTo(new[] { inside }));
    }

    [Test]
    public void A_called_process_of_the_file_is_walked_within_the_call_each_time()
    {
        var graph = Graph(
            "<startEvent id='S'/><callActivity id='C1' calledElement='Q'/><callActivity id='C2' calledElement='Q'/><endEvent id='E'/>"
                + "<sequenceFlow id='F1' sourceRef='S' targetRef='C1'/><sequenceFlow id='F2' sourceRef='C1' targetRef='C2'/>"
                + "<sequenceFlow id='F3' sourceRef='C2' targetRef='E'/>",
            "<process id='Q'><startEvent id='QS'/><task id='QT'/><sequenceFlow id='Q1' sourceRef='QS' targetRef='QT'/></process>"
        );

        var (process, warnings) = CalledProcesses.Inline(StartProcess.Choose(graph, null)!, graph.Processes);

        Assert.That(warnings, Is.Empty);
        Assert.That(Text(PathSelector.Select(process, new SuiteOptions())), Is.EqualTo("S C1 QS QT C1 C2 C2/QS C2/QT C2 E"));
    }

    [Test]
    public void A_called_process_of_another_file_may_have_the_ids_of_its_caller()
    {
        var caller = Graph(
            "<startEvent id='S'/><callActivity id='C' calledElement='Q'/><sequenceFlow id='F1' sourceRef='S' targetRef='C'/>",
            ""
        );
        var called = Graph(
            "",
            "<process id='Q'><startEvent id='S'/><task id='T'/><sequenceFlow id='F1' sourceRef='S' targetRef='T'/></process>"
        );

        var (process, warnings) = CalledProcesses.Inline(caller.Processes[0], called.Processes);

        Assert.That(warnings, Is.Empty);
        Assert.That(Text(PathSelector.Select(process, new SuiteOptions())), Is.EqualTo("S C C/S C/T C"));
    }

    [Test]
    public void A_process_that_calls_itself_is_entered_once()
    {
        var graph = Graph(
            "<startEvent id='S'/><callActivity id='C' calledElement='Q'/><sequenceFlow id='F1' sourceRef='S' targetRef='C'/>",
            "<process id='Q'><startEvent id='QS'/><callActivity id='QC' calledElement='Q'/><sequenceFlow id='Q1' sourceRef='QS' targetRef='QC'/></process>"
        );

        var (process, warnings) = CalledProcesses.Inline(StartProcess.Choose(graph, null)!, graph.Processes);

        Assert.That(warnings.Select(warning => warning.ElementId), Is.EqualTo(new[] { "QC" }));
        Assert.That(Text(PathSelector.Select(process, new SuiteOptions())), Is.EqualTo("S C QS QC C"));
    }

    [Test]
    public void Decisions_say_what_was_chosen_at_gateways_activities_and_loops()
    {
        var process = Graph(
            Around
                + "<task id='A'><standardLoopCharacteristics testBefore='true'/></task><boundaryEvent id='B' attachedToRef='A'><errorEventDefinition/></boundaryEvent>"
                + "<task id='M'/><sequenceFlow id='F3' sourceRef='B' targetRef='M'/>"
        ).Processes[0];

        var paths = PathSelector.Select(process, new SuiteOptions { Criteria = [CoverageCriterion.Decision] }).Paths;

        Assert.That(
            paths.Select(path => string.Join(' ', path.Decisions.Select(visit => $"{visit.Id}:{visit.Iterations}{visit.Chosen?[0]}"))),
            Is.EquivalentTo(new[] { "A:1 A:A", "A:1 A:B" })
        );
    }

    private static string Sub(string element, string id, string content) =>
        $"<{element} id='{id}'><startEvent id='IS'/>{content}<endEvent id='IE'/><sequenceFlow id='I1' sourceRef='IS' targetRef='T'/>"
        + $"<sequenceFlow id='I2' sourceRef='T' targetRef='IE'/></{element}>";

    private static string Compensated(string activity) =>
        $"<boundaryEvent id='{activity}_C' attachedToRef='{activity}'><compensateEventDefinition/></boundaryEvent>"
        + $"<task id='{activity}_U' isForCompensation='true'/><association id='{activity}_A' sourceRef='{activity}_C' targetRef='{activity}_U'/>";

    private static ControlFlowGraph Graph(string process, string beside = "")
    {
        var import = BpmnReader.Read(
            $"<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>{beside}<process id='P'>{process}</process></definitions>"
        );
        Assert.That(import.Faults, Is.Empty);
        return import.Graph!;
    }

    private static string[] PathsOf(string process, string beside = "") => [.. PathsText(process, beside).Split(" | ")];

    private static string PathsText(string process, string beside = "") =>
        Text(PathSelector.Select(StartProcess.Choose(Graph(process, beside), "P")!, new SuiteOptions()));

    private static string Text(PathSelection selection)
    {
        Assert.That(selection.Coverage.Infeasible, Is.Empty);
        return string.Join(" | ", selection.Paths.Select(path => string.Join(' ', path.Nodes)));
    }
}
