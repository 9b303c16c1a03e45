namespace Orchestra.Api.Tests.Hosting;

/// <summary>A small process and its service: one decision, two scenarios, a data set on each branch.</summary>
internal static class Sources
{
    public static object DbProfile { get; } = new
    {
        host = "127.0.0.1",
        port = 9,
        database = "loans",
        user = "tester",
        password = "secret:LOANS_DB",
    };

    public static object KafkaProfile { get; } = new { bootstrapServers = "127.0.0.1:9,[::1]:9" };

    public static object QueueProfile { get; } = new { host = "127.0.0.1", port = 9 };

    public static object AuthProfile { get; } = new
    {
        kind = "BASIC",
        user = "ada",
        password = "secret:ADA",
    };

    public const string Bpmn = """
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:orchestra="urn:orchestra:bpmn:1" id="D" targetNamespace="urn:t">
          <bpmn:process id="Loan" name="Loan">
            <bpmn:startEvent id="Start" />
            <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Submit" />
            <bpmn:serviceTask id="Submit" name="Submit" orchestra:endpoint="POST /applications" />
            <bpmn:sequenceFlow id="F2" sourceRef="Submit" targetRef="Decide" />
            <bpmn:exclusiveGateway id="Decide" />
            <bpmn:sequenceFlow id="F3" sourceRef="Decide" targetRef="Approve" orchestra:dataSet="approved" />
            <bpmn:sequenceFlow id="F4" sourceRef="Decide" targetRef="Reject" orchestra:dataSet="rejected" />
            <bpmn:serviceTask id="Approve" name="Approve" orchestra:endpoint="POST /approvals" />
            <bpmn:serviceTask id="Reject" name="Reject" orchestra:endpoint="POST /rejections" />
            <bpmn:sequenceFlow id="F5" sourceRef="Approve" targetRef="End" />
            <bpmn:sequenceFlow id="F6" sourceRef="Reject" targetRef="End" />
            <bpmn:endEvent id="End" />
          </bpmn:process>
        </bpmn:definitions>
        """;

    public const string OpenApi = """
        openapi: 3.0.3
        info: { title: Loans, version: "1.0" }
        paths:
          /applications:
            post:
              operationId: submit
              requestBody:
                content:
                  application/json:
                    schema: { type: object, properties: { amount: { type: integer, example: 5 } } }
              responses: { "201": { description: made } }
          /approvals:
            post: { operationId: approve, responses: { "201": { description: made } } }
          /rejections:
            post: { operationId: reject, responses: { "201": { description: made } } }
        """;

    /// <summary>The process with something replaced.</summary>
    public static string BpmnWith(string old, string with) => Bpmn.Replace(old, with, StringComparison.Ordinal);

    /// <summary>A straight process through two flows with data sets.</summary>
    public static string BpmnThrough(string first, string second) =>
        $"""
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:o="urn:orchestra:bpmn:1">
              <process id="P">
                <startEvent id="S" />
                <sequenceFlow id="A" sourceRef="S" targetRef="T" o:dataSet="{first}" />
                <serviceTask id="T" name="Submit" o:endpoint="POST /applications" />
                <sequenceFlow id="B" sourceRef="T" targetRef="E" o:dataSet="{second}" />
                <endEvent id="E" />
              </process>
            </definitions>
            """;
}
