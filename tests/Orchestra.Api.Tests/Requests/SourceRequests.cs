using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using static Orchestra.Api.Tests.Requests.BadRequest;
using static Orchestra.Api.Tests.Requests.Paths;

namespace Orchestra.Api.Tests.Requests;

/// <summary>Processes and specs that cannot be imported.</summary>
internal static class SourceRequests
{
    public static IEnumerable<BadRequest> All => [.. Bpmn(), .. OpenApi()];

    private static IEnumerable<BadRequest> Bpmn()
    {
        yield return Process("BPMN that is not XML", "this is no XML") with
        {
            FaultLine = 1,
            Faults = 1,
        };
        yield return Process("BPMN that breaks off", Sources.Bpmn[..600], "") with
        {
            Faults = 1,
        };
        yield return Process(
            "BPMN with a DTD",
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><definitions>&a;</definitions>",
            "DTD"
        ) with
        {
            Faults = 1,
        };
        yield return Process("BPMN with an entity that nobody declared", Sources.BpmnWith("name=\"Loan\"", "name=\"&x;\"")) with
        {
            Faults = 1,
        };
        yield return Process("XML that is not BPMN", "<html><body/></html>") with
        {
            Faults = 1,
        };
        yield return Process("BPMN without a process", "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>") with
        {
            Faults = 1,
        };
        yield return Process("BPMN without a start", Sources.BpmnWith("<bpmn:startEvent id=\"Start\" />", ""), "start") with
        {
            Faults = 1,
        };
        yield return Process(
            "BPMN with a dangling flow",
            Sources.BpmnWith("targetRef=\"Approve\"", "targetRef=\"Nowhere\""),
            "Nowhere"
        ) with
        {
            FaultLine = 8,
        };
        yield return Process(
            "BPMN with two dangling flows",
            Sources
                .Bpmn.Replace("targetRef=\"Approve\"", "targetRef=\"N1\"", StringComparison.Ordinal)
                .Replace("targetRef=\"Reject\"", "targetRef=\"N2\"", StringComparison.Ordinal),
            "N2"
        ) with
        {
            Faults = 2,
        };
        yield return Process("BPMN with an expected number that the database cannot hold", Expecting("right=\"1e200000\""), "1e200000") with
        {
            FaultAt = "Submit",
            FaultLine = 5,
        };
        yield return Process("BPMN with an expected half of a character", Expecting("right=\"&quot;\\ud800&quot;\""), "surrogate") with
        {
            FaultAt = "Submit",
            FaultLine = 5,
        };
        yield return Process("BPMN with an expect that is no template", Expecting("right=\"{{ 7*7 }}\""), "expected }}") with
        {
            FaultAt = "Submit",
            FaultLine = 5,
        };
        yield return Process(
            "BPMN with a lane of nobody",
            Sources.BpmnWith(
                "<bpmn:endEvent",
                "<bpmn:laneSet><bpmn:lane id=\"L\"><bpmn:flowNodeRef>Nobody</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet><bpmn:endEvent"
            ),
            "Nobody"
        ) with
        {
            FaultAt = "L",
            FaultLine = 14,
        };
        yield return Process("BPMN with an id twice", Sources.BpmnWith("id=\"Reject\"", "id=\"Approve\""), "Approve") with
        {
            Faults = 1,
        };
        yield return Process("BPMN nested too deep", Deep(), "") with
        {
            Faults = 1,
        };
        yield return Post("BPMN over 10 MiB", Processes, () => ProcessBody($"<!--{new string('x', 10 << 20)}-->"), "10 MiB");
        yield return Sequence(
            "a diagram with a broken message",
            "sequenceDiagram\\nA->>B: x\\n  A->>: y",
            "column 7: the message has no receiver"
        ) with
        {
            FaultLine = 3,
            Faults = 1,
        };
        yield return Sequence("a diagram with two faults", "sequenceDiagram\\nfoo\\nend", "column 1: ") with
        {
            FaultLine = 2,
            Faults = 2,
        };
        yield return Sequence("a diagram that includes", "@startuml\\n!include /etc/passwd\\n@enduml", "refused") with
        {
            FaultLine = 2,
            Faults = 1,
        };
        yield return Sequence("a diagram with a NUL", "sequenceDiagram\\nA->>B: \\u0000", "U+0000") with
        {
            FaultLine = 2,
            Faults = 1,
        };
        yield return Sequence("BPMN as a diagram", "<definitions/>", "sequenceDiagram") with
        {
            Faults = 1,
        };
        yield return Post("a process without a source", Processes, """{"key":"k"}""", "source is required") with
        {
            FaultAt = "source",
        };
    }

    private static IEnumerable<BadRequest> OpenApi()
    {
        yield return Spec("a spec that is no document", "just words", "") with
        {
            Faults = 1,
        };
        yield return Spec("a Swagger 2 spec", "swagger: \"2.0\"\ninfo: { title: t, version: \"1\" }\npaths: {}", "2.0") with
        {
            Faults = 1,
        };
        yield return Spec("a spec with a remote reference", WithSchema("$ref: http://127.0.0.1/x.yaml"), "http://127.0.0.1/x.yaml") with
        {
            Faults = 1,
        };
        yield return Spec("a spec with a reference to a file", WithSchema("$ref: file:///etc/passwd"), "/etc/passwd") with
        {
            Faults = 1,
        };
        yield return Spec("a spec with a dangling reference", WithSchema("$ref: '#/components/schemas/Nobody'"), "Nobody") with
        {
            Faults = 1,
        };
        yield return Spec("a spec with a number that the database cannot hold", WithSchema("maximum: 1e200000"), "1e200000") with
        {
            Faults = 1,
        };
        yield return Spec("a YAML bomb", YamlBomb(), "") with
        {
            Faults = 1,
        };
        yield return Spec("YAML nested too deep", "openapi: 3.0.3\nx: " + new string('[', 20_000), "") with
        {
            Faults = 1,
        };
        yield return Spec("YAML that breaks off", "openapi: \"3.0.3\npaths: {", "") with
        {
            Faults = 1,
        };
        yield return Post(
            "a protocol that no plug-in speaks",
            Specs,
            """{"protocolId":"soap","serviceName":"s","content":"x"}""",
            "protocolId must be one of"
        ) with
        {
            FaultAt = "protocolId",
        };
        foreach (var request in Fetched())
        {
            yield return request with
            {
                FaultAt = request.FaultAt ?? "url",
                Faults = 1,
            };
        }

        yield return Post("a spec without content", Specs, """{"protocolId":"http","serviceName":"s"}""", "content is required") with
        {
            FaultAt = "content",
        };
    }

    private static IEnumerable<BadRequest> Fetched()
    {
        yield return Asked("a spec by content and URL", """ "url":"http://127.0.0.1/x","content":"x" """, "exclude each other");
        yield return Asked("a spec at what is no URL", """ "url":"openapi.yaml" """, "");
        yield return Asked("a spec at a URL that is closed", """ "url":"http://169.254.169.254/openapi.json" """, "closed");
        yield return Asked("a table list at a URL", """ "protocolId":"db","url":"http://127.0.0.1/x" """, "no way to ask");
        yield return Asked("a gRPC server that is closed", """ "protocolId":"grpc","url":"http://10.1.2.3:5001" """, "no connection");
        yield return Asked(
            "an environment without a URL",
            """ "content":"x","environmentId":"01a1fdfe-9119-70e8-8fe5-4942dc6df3c7" """,
            "goes with a url"
        ) with
        {
            FaultAt = "environmentId",
        };
    }

    private static BadRequest Asked(string name, string members, string says) =>
        Post(
            name,
            Specs,
            members.Contains("protocolId", StringComparison.Ordinal)
                ? $$"""{"serviceName":"s",{{members}}}"""
                : $$"""{"protocolId":"http","serviceName":"s",{{members}}}""",
            says
        );

    private static BadRequest Sequence(string name, string source, string says) =>
        Post(name, Processes, $$"""{"key":"k","sourceType":"SEQUENCE","source":"{{source}}"}""", says);

    private static BadRequest Process(string name, string source, string says = "") =>
        Post(name, Processes, () => ProcessBody(source), says);

    private static BadRequest Spec(string name, string content, string says) =>
        Post(
            name,
            Specs,
            () =>
                JsonSerializer.Serialize(
                    new
                    {
                        protocolId = "http",
                        serviceName = "loans",
                        content,
                    }
                ),
            says
        );

    private static string ProcessBody(string source) =>
        new JsonObject
        {
            ["key"] = "bad",
            ["sourceType"] = "BPMN",
            ["source"] = source,
        }.ToJsonString();

    private static string Expecting(string right) =>
        Sources.BpmnWith(
            "orchestra:endpoint=\"POST /applications\" />",
            "orchestra:endpoint=\"POST /applications\"><bpmn:extensionElements><orchestra:expect left=\"{{ response.body.n }}\" op=\"eq\" "
                + $"{right} /></bpmn:extensionElements></bpmn:serviceTask>"
        );

    private static string WithSchema(string schema) =>
        $$"""
            openapi: 3.0.3
            info: { title: t, version: "1" }
            paths:
              /a:
                get:
                  responses:
                    "200":
                      description: d
                      content:
                        application/json:
                          schema:
                            {{schema}}
            """;

    private static string Deep() =>
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"P\">"
        + string.Concat(Enumerable.Range(0, 5000).Select(i => $"<subProcess id=\"s{i}\">"))
        + string.Concat(Enumerable.Repeat("</subProcess>", 5000))
        + "</process></definitions>";

    private static string YamlBomb() =>
        "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        + string.Join('\n', Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]"))
        + "\nopenapi: 3.0.3\n";
}
