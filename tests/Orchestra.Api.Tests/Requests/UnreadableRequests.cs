using static Orchestra.Api.Tests.Requests.BadRequest;
using static Orchestra.Api.Tests.Requests.Paths;

namespace Orchestra.Api.Tests.Requests;

/// <summary>What no handler gets to see: no JSON, no form, no such route.</summary>
internal static class UnreadableRequests
{
    public static IEnumerable<BadRequest> All => [.. Json(), .. Charsets(), .. Http()];

    // The refusal comes before the body is sent: otherwise the connection breaks while it is.
    private static readonly (string Name, string Value) AskFirst = ("Expect", "100-continue");

    private static IEnumerable<BadRequest> Json()
    {
        yield return Post("malformed JSON", DataSets, """{"name": "x", """, "$") with
        {
            FaultLine = 1,
        };
        yield return Post("malformed JSON in the second line", DataSets, "{\"name\": \"x\",\n \"data\": }", "$.data") with
        {
            FaultLine = 2,
        };
        yield return Post("an unknown field", DataSets, """{"name":"x","data":{},"colour":"red"}""", "colour");
        yield return Post("a duplicate key", DataSets, """{"name":"x","name":"y","data":{}}""", "name");
        yield return Post("a duplicate key inside free data", DataSets, """{"name":"x","data":{"a":1,"a":2}}""", "a");
        yield return Post("a number for a text", DataSets, """{"name":7,"data":{}}""", "$.name") with
        {
            FaultAt = "$.name",
        };
        yield return Post("a list for an object", DataSets, """{"name":"x","data":[]}""", "$.data") with
        {
            FaultAt = "$.data",
        };
        yield return Post("a text for a list", DataSets, """{"name":"x","tags":"t","data":{}}""", "$.tags") with
        {
            FaultAt = "$.tags",
        };
        yield return Post("an object for an id", TestRuns, """{"scenarioId":{},"environmentId":"$environment"}""", "$.scenarioId");
        yield return Post(
            "an unknown enum value",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","mode":"FAST"}""",
            "$.mode"
        );
        yield return Post(
            "a number for an enum",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","mode":1}""",
            "$.mode"
        );
        yield return Post("a list for a body", DataSets, "[]", "$");
        yield return Post("null for a body", DataSets, "null", "body");
        yield return Post("an empty body", DataSets, "", "body");
        yield return Post("a comment in JSON", DataSets, """{/* */"name":"x","data":{}}""", "$");
        yield return Post(
            "JSON nested 1000 deep",
            DataSets,
            () => """{"name":"x","data":{"a":""" + new string('[', 1000) + new string(']', 1000) + "}}",
            "depth"
        );
        yield return Post("half a character in free data", DataSets, """{"name":"x","data":{"a":"\ud800"}}""", "surrogate");
        yield return Post(
            "a number in free data that the database cannot hold",
            DataSets,
            """{"name":"x","data":{"a":[1e200000]}}""",
            "1e200000"
        ) with
        {
            FaultAt = "data",
        };
        yield return Post("half a character in a name", DataSets, """{"name":"\ud800","data":{}}""", "name");
        yield return Post("half a character in a key of free data", DataSets, """{"name":"x","data":{"\ud800":1}}""", "data");
    }

    private static IEnumerable<BadRequest> Charsets()
    {
        foreach (var path in (string[])[Processes, Specs, Suites, Environments, DataSets, TestRuns, SuiteRuns, ApiKeys, Settings])
        {
            yield return Charset("bogus", path);
        }

        // Known, and refused by .NET for its holes.
        yield return Charset("utf-7", DataSets);
        yield return Charset("\"\"", DataSets);
        yield return Charset("bogus", DataSets) with
        {
            Name = "an unknown charset of JSON with a suffix",
            ContentType = "application/x+json; charset=bogus",
        };
    }

    private static BadRequest Charset(string charset, string path) =>
        new($"charset {charset} at {path}", path == Settings ? "PUT" : "POST", path, 415, "unsupported_media_type", "application/json")
        {
            Body = () => "{}",
            ContentType = $"application/json; charset={charset}",
        };

    private static IEnumerable<BadRequest> Http()
    {
        yield return new BadRequest("a missing body", "POST", DataSets, 400, Bad, "body");
        yield return new BadRequest("text/plain", "POST", DataSets, 415, "unsupported_media_type", "application/json")
        {
            Body = () => "{}",
            ContentType = "text/plain",
        };
        yield return new BadRequest("a form where JSON is asked", "POST", Processes, 415, "unsupported_media_type", "application/json")
        {
            Body = () => "a=b",
            ContentType = "application/x-www-form-urlencoded",
        };
        yield return new BadRequest("a form without a file", "POST", Processes, 400, Bad, "source is required")
        {
            Body = () => "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n--b--\r\n",
            ContentType = "multipart/form-data; boundary=b",
            FaultAt = "source",
        };
        yield return new BadRequest("a form without a boundary", "POST", Processes, 400, Bad, "form")
        {
            Body = () => "x",
            ContentType = "multipart/form-data",
        };
        yield return new BadRequest("a form that breaks off", "POST", Processes, 400, Bad, "form")
        {
            Body = () => "--b\r\nContent-Disposition: form-data; name=\"source\"; filename=\"a.bpmn\"\r\n\r\n<x",
            ContentType = "multipart/form-data; boundary=b",
        };
        yield return new BadRequest("a body over the limit", "POST", DataSets, 413, "payload_too_large", "12 MiB")
        {
            Body = () => $$"""{"name":"{{new string('x', 13 << 20)}}"}""",
            Headers = [AskFirst],
        };
        yield return new BadRequest("a form over the limit", "POST", Processes, 413, "payload_too_large", "12 MiB")
        {
            Body = () =>
                $"--b\r\nContent-Disposition: form-data; name=\"source\"; filename=\"a.bpmn\"\r\n\r\n{new string('x', 13 << 20)}\r\n--b--\r\n",
            Headers = [AskFirst],
            ContentType = "multipart/form-data; boundary=b",
        };
        yield return new BadRequest("PUT of a list", "PUT", Processes, 405, "method_not_allowed", "GET") { Body = () => "{}" };
        yield return new BadRequest("DELETE of a run", "DELETE", TestRuns + "/$testrun", 405, "method_not_allowed", "GET");
        yield return new BadRequest("PATCH of settings", "PATCH", Settings, 405, "method_not_allowed", "PUT") { Body = () => "{}" };
        yield return new BadRequest("an unknown route", "GET", "/api/v1/unicorns", 404, "not_found", "/api/v1/unicorns");
        yield return new BadRequest("an unknown sub-resource", "GET", TestRuns + "/$testrun/secrets", 404, "not_found", "secrets");
        yield return new BadRequest("a path that climbs", "GET", "/api/v1/processes/..%2f..%2fetc%2fpasswd", 404, "not_found", "no route");
        yield return new BadRequest("an id that is none", "GET", Processes + "/7", 404, "not_found", "/7");
        yield return new BadRequest("an id that is SQL", "GET", TestRuns + "/'%20or%201=1--", 404, "not_found", "no route");
        yield return new BadRequest("a version that is none", "GET", Processes + "/$process/versions/x", 404, "not_found", "versions/x");
        yield return new BadRequest(
            "a version beyond int",
            "GET",
            Processes + "/$process/versions/99999999999",
            404,
            "not_found",
            "no route"
        );
        yield return new BadRequest(
            "a version that is not there",
            "GET",
            Processes + "/$process/versions/99",
            404,
            "not_found",
            "process version"
        );
        yield return new BadRequest(
            "an id that nobody has",
            "GET",
            Suites + "/00000000-0000-7000-8000-00000000dead",
            404,
            "not_found",
            "suite not found"
        );
    }
}
