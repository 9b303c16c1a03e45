using Orchestra.Contracts.Processes;
using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Tests.Bpmn;

internal sealed class DataAndMessageTests
{
    private const string Source = """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
          <dataStore id="DS" name="Loans"/>
          <collaboration id="C">
            <participant id="Shop" name="Web shop" processRef="P"/>
            <participant id="Bank" name="Bank"/>
            <messageFlow id="M" sourceRef="T" targetRef="Bank"/>
          </collaboration>
          <process id="P">
            <laneSet><lane id="L"><flowNodeRef>T</flowNodeRef><flowNodeRef>Form</flowNodeRef></lane></laneSet>
            <dataObject id="O"/>
            <dataObjectReference id="Form" name="Form" dataObjectRef="O"/>
            <dataStoreReference id="Store" dataStoreRef="DS"/>
            <startEvent id="S"/>
            <sequenceFlow id="F1" sourceRef="S" targetRef="T"/>
            <task id="T">
              <ioSpecification><dataInput id="In"/><dataOutput id="Out"/></ioSpecification>
              <dataInputAssociation id="A1"><sourceRef>Form</sourceRef><targetRef>In</targetRef></dataInputAssociation>
              <dataOutputAssociation id="A2"><sourceRef>Out</sourceRef><targetRef>Store</targetRef></dataOutputAssociation>
            </task>
            <sequenceFlow id="F2" sourceRef="T" targetRef="E"/>
            <endEvent id="E"/>
          </process>
        </definitions>
        """;

    [Test]
    public void Data_objects_and_stores_are_kept_with_who_reads_and_writes_them_and_nothing_is_warned_of()
    {
        var import = BpmnReader.Read(Source);

        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Graph!.Warnings, Is.Empty);
        var process = import.Graph.Processes.Single();
        Assert.That(
            process.Data.Select(data => (data.Id, data.Kind, data.Name)),
            Is.EqualTo(new[] { ("Form", DataKind.Object, "Form"), ("Store", DataKind.Store, (string?)"Loans") })
        );
        var task = process.Nodes.Single(node => node.Id == "T");
        Assert.That(task.Reads, Is.EqualTo(new[] { "Form" }));
        Assert.That(task.Writes, Is.EqualTo(new[] { "Store" }));
    }

    [Test]
    public void Pools_without_a_process_are_participants_too()
    {
        Assert.That(
            BpmnReader.Read(Source).Graph!.Participants,
            Is.EqualTo(new[] { new Participant("Shop", "Web shop", "P"), new Participant("Bank", "Bank") })
        );
    }
}
