using System.Text.Json;
using static Orchestra.Api.Tests.Requests.BadRequest;
using static Orchestra.Api.Tests.Requests.Paths;

namespace Orchestra.Api.Tests.Requests;

/// <summary>Fields that are out of bounds or not a client's to send, in queries, headers and bodies.</summary>
internal static class FieldRequests
{
    public static IEnumerable<BadRequest> All => [.. Queries(), .. Texts(), .. MassAssignment(), .. Preconditions()];

    private static IEnumerable<BadRequest> Queries()
    {
        foreach (
            var list in (string[])[Processes, Specs, Suites, Environments, .. Profiles, DataSets, TestRuns, SuiteRuns, ApiKeys, Members, Vault]
        )
        {
            yield return Get($"limit 0 of {list}", list + "?limit=0", "limit must be from 1 to 200", "limit");
            yield return Get($"a cursor of garbage at {list}", list + "?cursor=garbage", "cursor", "cursor");
        }

        yield return Get("limit 201", Processes + "?limit=201", "limit must be from 1 to 200", "limit");
        yield return Get("limit below zero", Processes + "?limit=-1", "limit must be from 1 to 200", "limit");
        yield return Get("limit x", Processes + "?limit=x", "limit", "limit");
        yield return Get("limit beyond int", Processes + "?limit=99999999999", "limit", "limit");
        yield return Get("two limits", Processes + "?limit=1&limit=2", "limit", "limit");
        yield return Get("a cursor that is SQL", TestRuns + "?cursor='%20or%201=1--", "cursor", "cursor");
        yield return Get("a limit and a cursor, both wrong", TestRuns + "?cursor=x&limit=0", "limit", "cursor") with
        {
            Faults = 2,
        };
        yield return Get("an unknown status", TestRuns + "?status=DONE", "status must be one of", "status");
        yield return Get("a status that is SQL", TestRuns + "?status=PASSED'--", "status must be one of", "status");
        yield return Get("a scenario id that is none", TestRuns + "?scenarioId=7", "scenarioId", "scenarioId");
        yield return Get("a suite id that is none", SuiteRuns + "?suiteId=%25", "suiteId", "suiteId");
        yield return Get("a tag with NUL", DataSets + "?tag=a%00b", "NUL", null);
        yield return Get(
            "a report format that is none",
            TestRuns + "/$testrun/report?format=pdf",
            "format must be json, ndjson, junit, html or allure",
            "format"
        );
        yield return Get(
            "a suite report format that is none",
            SuiteRuns + "/$suiterun/report?format=xml",
            "format must be json, ndjson, junit, html or allure",
            "format"
        );
    }

    private static IEnumerable<BadRequest> Texts()
    {
        var tooLong = new string('x', 501);
        yield return Post("an empty name", DataSets, """{"name":" ","data":{}}""", "name is required") with
        {
            FaultAt = "name",
        };
        yield return Post("a missing name and missing data", DataSets, "{}", "name is required") with
        {
            FaultAt = "data",
            Faults = 2,
        };
        yield return Post("a data set's name too long", DataSets, $$$"""{"name":"{{{tooLong}}}","data":{}}""", "at most 200") with
        {
            FaultAt = "name",
        };
        yield return Post("a process key too long", Processes, $$"""{"key":"{{tooLong}}","source":"<x/>"}""", "at most 200") with
        {
            FaultAt = "key",
        };
        yield return Post("an environment's name too long", Environments, $$"""{"name":"{{tooLong}}"}""", "at most 200") with
        {
            FaultAt = "name",
        };
        yield return Post("a key's name too long", ApiKeys, $$"""{"name":"{{tooLong}}","roles":["VIEWER"]}""", "at most 200") with
        {
            FaultAt = "name",
        };
        yield return Post(
            "a service's name too long",
            Specs,
            $$"""{"protocolId":"http","serviceName":"{{tooLong}}","content":"x"}""",
            "at most 200"
        ) with
        {
            FaultAt = "serviceName",
        };
        yield return Post("a suite's name too long", Suites, $$"""{"processId":"$process","name":"{{tooLong}}"}""", "at most 500") with
        {
            FaultAt = "name",
        };
        yield return Post("a line break in a name", DataSets, """{"name":"a\nb","data":{}}""", "control characters") with
        {
            FaultAt = "name",
        };
        yield return Post("NUL in a name", Environments, """{"name":"a\u0000b"}""", "control characters") with
        {
            FaultAt = "name",
        };
        yield return Post("NUL in a tag", DataSets, """{"name":"x","tags":["ok","a\u0000"],"data":{}}""", "tags[1]") with
        {
            FaultAt = "tags[1]",
        };
        yield return Post("null for a tag", DataSets, """{"name":"x","tags":[null],"data":{}}""", "tags[0]") with
        {
            FaultAt = "tags[0]",
        };
        yield return Post("NUL in free data", DataSets, """{"name":"x","data":{"a":"\u0000"}}""", "NUL");
        yield return Post("NUL in a variable", Environments, """{"name":"x","variables":{"a":"\u0000"}}""", "variables.a") with
        {
            FaultAt = "variables.a",
        };
        yield return Post(
            "NUL in a data set's tag of a run",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","dataSetTag":"\u0000"}""",
            "dataSetTag"
        );
        yield return Post("NUL in a spec", Specs, """{"protocolId":"http","serviceName":"s","content":"openapi: 3.0.3\u0000"}""", "");
        yield return Post(
            "NUL escaped in a spec",
            Specs,
            () =>
                JsonSerializer.Serialize(
                    new
                    {
                        protocolId = "http",
                        serviceName = "s",
                        content = SpecWithNul,
                    }
                ),
            "NUL"
        );
        yield return Post("a service's name with #", Specs, """{"protocolId":"http","serviceName":"a#b","content":"x"}""", "#") with
        {
            FaultAt = "serviceName",
        };
    }

    // Nothing that the server decides can be sent (S16).
    private static IEnumerable<BadRequest> MassAssignment()
    {
        foreach (var field in (string[])["tenantId", "id", "createdAt", "createdBy", "status"])
        {
            yield return Post(
                $"{field} of a data set",
                DataSets,
                $$"""{"name":"x","data":{},"{{field}}":"00000000-0000-7000-8000-000000000001"}""",
                field
            );
            yield return Post(
                $"{field} of a run",
                TestRuns,
                $$"""{"scenarioId":"$scenario","environmentId":"$environment","{{field}}":"PASSED"}""",
                field
            );
        }

        yield return Post(
            "the lease of a run",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","leaseEpoch":9}""",
            "leaseEpoch"
        );
        yield return Post("the hash of a key", ApiKeys, """{"name":"x","roles":["VIEWER"],"hash":"AA"}""", "hash");
        yield return Post("tenant_id in snake case", DataSets, """{"name":"x","data":{},"tenant_id":"x"}""", "tenant_id");
        yield return Post("Name in upper case beside name", DataSets, """{"name":"x","Name":"y","data":{}}""", "Name");
        yield return new BadRequest("the revision of settings", "PUT", Settings, 400, Bad, "revision")
        {
            Body = () => """{"maxParallelRuns":1,"maxScenariosPerTenant":1,"defaultRunRetentionDays":1,"outboundAllow":[],"revision":9}""",
            Headers = [("If-Match", "*")],
        };
    }

    private static IEnumerable<BadRequest> Preconditions()
    {
        const string Good =
            """{"maxParallelRuns":5,"maxScenariosPerTenant":100,"defaultRunRetentionDays":30,"outboundAllow":["127.0.0.0/8"]}""";
        yield return new BadRequest("settings without If-Match", "PUT", Settings, 428, "precondition_required", "If-Match")
        {
            Body = () => Good,
        };
        yield return new BadRequest("settings with a stale ETag", "PUT", Settings, 412, "precondition_failed", "read it again")
        {
            Body = () => Good,
            Headers = [("If-Match", "\"0\"")],
        };
        yield return new BadRequest("settings with an ETag that is none", "PUT", Settings, 412, "precondition_failed", "read it again")
        {
            Body = () => Good,
            Headers = [("If-Match", "garbage")],
        };
        yield return Put(
            "settings out of bounds",
            """{"maxParallelRuns":0,"maxScenariosPerTenant":0,"defaultRunRetentionDays":0,"outboundAllow":[]}""",
            "maxParallelRuns",
            3
        );
        yield return Put(
            "settings with a range that is none",
            """{"maxParallelRuns":1,"maxScenariosPerTenant":1,"defaultRunRetentionDays":1,"outboundAllow":["::1/128","nonsense"]}""",
            "outboundAllow[1]",
            1
        );
        yield return Put(
            "settings with null for a range",
            """{"maxParallelRuns":1,"maxScenariosPerTenant":1,"defaultRunRetentionDays":1,"outboundAllow":[null]}""",
            "outboundAllow[0]",
            1
        );
        yield return Put(
            "settings with null for the ranges",
            """{"maxParallelRuns":1,"maxScenariosPerTenant":1,"defaultRunRetentionDays":1,"outboundAllow":null}""",
            "outboundAllow",
            1
        );
        yield return Put(
            "settings with priorities out of bounds",
            """{"maxParallelRuns":1,"maxScenariosPerTenant":1,"defaultRunRetentionDays":1,"outboundAllow":[],"priorities":{"default":-1,"max":10}}""",
            "priorities.max",
            2
        );
        yield return Put(
            "settings with a priority above the most",
            """{"maxParallelRuns":1,"maxScenariosPerTenant":1,"defaultRunRetentionDays":1,"outboundAllow":[],"priorities":{"default":6,"max":5}}""",
            "priorities.default",
            1
        );
        yield return Put("settings with the half of them", """{"maxParallelRuns":1}""", "outboundAllow", 3);
        yield return Post("an Idempotency-Key too long", DataSets, """{"name":"x","data":{}}""", "Idempotency-Key") with
        {
            Headers = [("Idempotency-Key", new string('k', 256))],
            FaultAt = "Idempotency-Key",
        };
    }

    private static BadRequest Put(string name, string body, string faultAt, int faults) =>
        new(name, "PUT", Settings, 400, Bad, faultAt)
        {
            Body = () => body,
            Headers = [("If-Match", "*")],
            FaultAt = faultAt,
            Faults = faults,
        };

    private static string SpecWithNul =>
        """{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{"/a":{"get":{"summary":"a\u0000b","responses":{"200":{"description":"d"}}}}}}""";
}
