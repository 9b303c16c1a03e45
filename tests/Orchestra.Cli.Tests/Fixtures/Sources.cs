namespace Orchestra.Cli.Tests.Fixtures;

/// <summary>Small processes and specs.</summary>
internal static class Sources
{
    public const string Process = """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:o="urn:orchestra:bpmn:1" id="D" targetNamespace="t">
          <process id="P1" name="Order">
            <startEvent id="S" />
            <userTask id="T1" name="Place order" o:endpoint="POST /orders" />
            <exclusiveGateway id="G" default="F4" />
            <serviceTask id="T2" name="Get order" />
            <endEvent id="E" />
            <sequenceFlow id="F1" sourceRef="S" targetRef="T1" />
            <sequenceFlow id="F2" sourceRef="T1" targetRef="G" />
            <sequenceFlow id="F3" sourceRef="G" targetRef="T2"><conditionExpression>look</conditionExpression></sequenceFlow>
            <sequenceFlow id="F4" sourceRef="G" targetRef="E" />
            <sequenceFlow id="F5" sourceRef="T2" targetRef="E" />
          </process>
        </definitions>
        """;

    /// <summary>Two pools, one of which is not drawn, with a message, a lane and data.</summary>
    public const string Collaboration = """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
          <collaboration id="C">
            <participant id="Shop" name="Web shop" processRef="P" />
            <participant id="Bank" />
            <messageFlow id="M" name="Pay" sourceRef="T" targetRef="Bank" />
          </collaboration>
          <process id="P">
            <laneSet><lane id="L" name="Desk"><flowNodeRef>T</flowNodeRef></lane></laneSet>
            <dataObjectReference id="Form" name="Form" />
            <dataStoreReference id="Store" name="Orders" />
            <startEvent id="S" />
            <sequenceFlow id="F1" sourceRef="S" targetRef="T" />
            <task id="T">
              <dataInputAssociation><sourceRef>Form</sourceRef></dataInputAssociation>
              <dataOutputAssociation><targetRef>Store</targetRef></dataOutputAssociation>
            </task>
            <sequenceFlow id="F2" sourceRef="T" targetRef="E" />
            <endEvent id="E" />
          </process>
        </definitions>
        """;

    /// <summary>A flow that leads nowhere, on line 4.</summary>
    public const string BrokenProcess = """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
          <process id="P1">
            <startEvent id="S" />
            <sequenceFlow id="F1" sourceRef="S" targetRef="Nowhere" />
          </process>
        </definitions>
        """;

    /// <summary>A rule that no run can judge, on line 4.</summary>
    public static string UnjudgeableProcess { get; } =
        Process.Replace(
            "o:endpoint=\"POST /orders\" />",
            "o:endpoint=\"POST /orders\"><extensionElements><o:expect left=\"{{ response.body.id\" op=\"exists\" /></extensionElements></userTask>",
            StringComparison.Ordinal
        );

    public const string Spec = """
        openapi: 3.0.3
        info: { title: Web Shop, version: 1.0.0 }
        paths:
          /orders:
            post:
              operationId: placeOrder
              responses:
                '201':
                  description: placed
                  content:
                    application/json:
                      schema: { type: object, properties: { id: { type: string } } }
          /orders/{id}:
            get:
              operationId: getOrder
              summary: Get order
              parameters: [ { name: id, in: path, required: true, schema: { type: string } } ]
              responses: { '200': { description: the order } }
        """;
}
