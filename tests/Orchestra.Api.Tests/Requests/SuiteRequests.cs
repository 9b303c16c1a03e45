using static Orchestra.Api.Tests.Requests.BadRequest;
using static Orchestra.Api.Tests.Requests.Paths;

namespace Orchestra.Api.Tests.Requests;

/// <summary>Suites and their options that contradict themselves or what is there.</summary>
internal static class SuiteRequests
{
    public static IEnumerable<BadRequest> All()
    {
        yield return Suite("strength 1", """{"strength":1}""", "options.strength");
        yield return Suite("strength 5", """{"strength":5}""", "options.strength");
        yield return Suite("no criteria", """{"criteria":[]}""", "options.criteria");
        yield return Suite("null for criteria", """{"criteria":null}""", "options.criteria");
        yield return Suite("a criterion that does not exist", """{"criteria":["SOME"]}""", "$.options.criteria[0]");
        yield return Suite("too many loops", """{"maxLoopIterations":11}""", "options.maxLoopIterations");
        yield return Suite("no scenarios", """{"maxScenarios":0}""", "options.maxScenarios");
        yield return Suite("orders that do not exist", """{"orders":"SOME"}""", "$.options.orders");
        yield return Suite("a threshold above 1", """{"bindingThreshold":1.5}""", "options.bindingThreshold");
        yield return Suite("three faults at once", """{"strength":9,"maxScenarios":0,"maxLoopIterations":0}""", "options.maxScenarios") with
        {
            Faults = 3,
        };
        yield return Post(
            "a participant that is not there",
            Suites,
            """{"processId":"$process","options":{"participant":"Nobody"}}""",
            "name the participant to start in: Loan"
        );
        yield return Post("a suite without a process and a name", Suites, "{}", "name is required") with
        {
            FaultAt = "name",
        };
        yield return Post("options without a process", Suites, """{"name":"x","options":{},"processVersion":1}""", "need") with
        {
            FaultAt = "options",
            Faults = 2,
        };
        yield return Post("a process that is no id", Suites, """{"processId":"00000000-0000-0000-0000-000000000000"}""", "processId") with
        {
            FaultAt = "processId",
        };
        yield return new BadRequest(
            "a scenario of a suite that nobody has",
            "POST",
            Suites + $"/{Guid.Empty}/scenarios",
            404,
            "not_found",
            "suite"
        )
        {
            Body = () => """{"key":"k","name":"n"}""",
        };
        yield return Post("a scenario without a key", Suites + "/$suite/scenarios", """{"name":"n"}""", "key");
        foreach (var request in OfAnotherChannel())
        {
            yield return request;
        }

        yield return Post(
            "a scenario that waits for itself and for nobody",
            Suites + "/$suite/scenarios",
            """{"key":"k","name":"n","dependsOn":[{"scenarioKey":"k"},{"scenarioKey":"nobody","onStatus":["PENDING"]}]}""",
            "cycle"
        ) with
        {
            FaultAt = "dependsOn[1].scenarioKey",
            Faults = 3,
        };
        yield return new BadRequest("a change of a suite that nobody has", "PUT", Suites + $"/{Guid.Empty}", 404, "not_found", "suite")
        {
            Body = () => """{"name":"n","specIds":[]}""",
        };
        yield return new BadRequest("a suite without a name or specs", "PUT", Suites + "/$suite", 400, Bad, "specIds is required")
        {
            Body = () => """{"name":" ","specIds":null}""",
            Headers = [("If-Match", "*")],
            FaultAt = "specIds",
            Faults = 2,
        };
        yield return new BadRequest(
            "bindings of a suite that nobody has",
            "PUT",
            Suites + $"/{Guid.Empty}/bindings",
            404,
            "not_found",
            "suite"
        )
        {
            Body = () => """{"bindings":{}}""",
        };
        yield return new BadRequest("bindings that name nothing", "PUT", Suites + "/$suite/bindings", 400, Bad, "no spec of the suite")
        {
            Body = () => """{"bindings":{"Submit":"POST /nowhere","Nobody":"loans#submit","Approve":null}}""",
            Headers = [("If-Match", "*")],
            FaultAt = "bindings.Nobody",
            Faults = 3,
        };
        yield return new BadRequest(
            "a generation of a suite that nobody has",
            "POST",
            Suites + $"/{Guid.Empty}/regenerate",
            404,
            "not_found",
            "suite"
        )
        {
            Body = () => "{}",
        };
        yield return new BadRequest(
            "a generation from a version that is not there",
            "POST",
            Suites + "/$suite/regenerate",
            404,
            "not_found",
            "process version"
        )
        {
            Body = () => """{"processVersion":9}""",
        };
        yield return new BadRequest("a version of a process that is not there", "POST", Suites, 404, "not_found", "process version")
        {
            Body = () => """{"processId":"$process","processVersion":9}""",
        };
    }

    private static IEnumerable<BadRequest> OfAnotherChannel()
    {
        yield return Step(
            "a gRPC member of an HTTP step",
            "HTTP_REST",
            """{"messages":[{}]}""",
            "{}",
            "messages belongs to steps of the channel GRPC"
        );
        yield return Step(
            "a form of a queue's step",
            "QUEUE",
            """{"form":{"a":"b"}}""",
            "{}",
            "form belongs to steps of the channel HTTP_REST"
        );
        yield return Step("SQL of a Kafka step", "KAFKA", "{}", """{"sql":"select 1"}""", "sql belongs to steps of the channel DB");
        yield return Step(
            "two bodies",
            "HTTP_REST",
            """{"body":{},"bodyBase64":"AAE=","form":{"a":1}}""",
            "{}",
            "bodyBase64 and form exclude each other"
        );
        yield return Step("acks that Kafka does not have", "KAFKA", "{}", """{"acks":"2"}""", "acks must be one of all, 1, 0");
        yield return Step(
            "a place that Kafka does not have",
            "KAFKA",
            "{}",
            """{"from":"LATEST"}""",
            "from must be one of ACTION, EARLIEST"
        );
    }

    private static BadRequest Step(string name, string channel, string input, string meta, string says) =>
        Post(
            name,
            Suites + "/$suite/scenarios",
            $$"""
            {"key":"k","name":"n","steps":[{"id":"s","alias":"s","name":"s","channelType":"{{channel}}","action":{"inputTemplate":{{input}},"meta":{{meta}} } }]}
            """,
            says
        );

    private static BadRequest Suite(string name, string options, string faultAt) =>
        Post(name, Suites, $$"""{"processId":"$process","options":{{options}}}""", faultAt["options.".Length..]) with
        {
            FaultAt = faultAt,
        };
}
