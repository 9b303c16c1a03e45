using System.Text.Json.Nodes;
using static Orchestra.Api.Tests.Requests.BadRequest;
using static Orchestra.Api.Tests.Requests.Paths;

namespace Orchestra.Api.Tests.Requests;

/// <summary>Environments, data sets and keys that contradict themselves or what is there.</summary>
internal static class ArtifactRequests
{
    public static IEnumerable<BadRequest> All()
    {
        yield return Environment("a range outside the ceiling", """{"name":"x","allow":["127.0.0.0/8","10.0.0.0/8"]}""", "allow[1]");
        yield return Environment("a range that is none", """{"name":"x","allow":["127.0.0.0/99"]}""", "allow[0]");
        yield return Environment("metadata addresses", """{"name":"x","allow":["169.254.169.254/32"]}""", "allow[0]");
        yield return Environment("null for a range", """{"name":"x","allow":[null]}""", "allow[0]");
        yield return Environment("null for a URL", """{"name":"x","serviceUrls":{"loans":null}}""", "serviceUrls.loans");
        yield return Environment("null for a variable", """{"name":"x","variables":{"a":null}}""", "variables.a");
        yield return Environment("null for a masked name", """{"name":"x","mask":[null]}""", "mask[0]");
        yield return Post(
            "too many variables",
            Environments,
            () => Body(new JsonObject { ["name"] = "x", ["variables"] = Many(201, "v") }),
            "at most 200"
        ) with
        {
            FaultAt = "variables",
        };
        yield return Post(
            "a variable that is too large",
            Environments,
            () =>
                Body(
                    new JsonObject
                    {
                        ["name"] = "x",
                        ["variables"] = new JsonObject { ["a"] = new string('ä', 4097) },
                    }
                ),
            "at most 8 KiB"
        ) with
        {
            FaultAt = "variables.a",
        };
        yield return Post(
            "a URL that is too long",
            Environments,
            () =>
                Body(
                    new JsonObject
                    {
                        ["name"] = "x",
                        ["serviceUrls"] = new JsonObject { ["a"] = $"http://host/{new string('x', 2000)}" },
                    }
                ),
            "at most 2000"
        ) with
        {
            FaultAt = "serviceUrls.a",
        };
        yield return Post(
            "data that is too large",
            DataSets,
            () =>
                Body(
                    new JsonObject
                    {
                        ["name"] = "x",
                        ["data"] = new JsonObject { ["a"] = new string('x', 256 << 10) },
                    }
                ),
            "at most 256 KiB"
        ) with
        {
            FaultAt = "data",
        };
        yield return new BadRequest(
            "a change of an environment that nobody has",
            "PUT",
            Environments + $"/{Guid.Empty}",
            404,
            "not_found",
            "environment"
        )
        {
            Body = () => """{"name":"x"}""",
        };
        yield return new BadRequest(
            "a change of an environment that was not read",
            "PUT",
            Environments + "/$environment",
            428,
            "precondition_required",
            "If-Match"
        )
        {
            Body = () => """{"name":"x"}""",
        };
        foreach (
            var url in (string[])
                [
                    "loans",
                    "ftp://host/",
                    "file:///etc/passwd",
                    "http://user:pass@host/",
                    "http://host/?a=b",
                    "http://host/#f",
                    "javascript:alert(1)",
                ]
        )
        {
            yield return Environment($"{url} for a URL", $$$"""{"name":"x","serviceUrls":{"loans":"{{{url}}}"}}""", "serviceUrls.loans");
        }

        yield return Post("a member without a subject and roles", Members, "{}", "subject is required") with
        {
            FaultAt = "roles",
            Faults = 2,
        };
        yield return Post(
            "a member who manages the platform",
            Members,
            """{"subject":"a","roles":["PLATFORM_ADMIN"]}""",
            "PLATFORM_ADMIN"
        ) with
        {
            FaultAt = "roles",
        };
        yield return Post("a member of a role that is none", Members, """{"subject":"a","roles":["KING"]}""", "$.roles[0]");
        yield return Post("the tenant of a member", Members, """{"subject":"a","roles":["VIEWER"],"tenantId":"x"}""", "tenantId");
        yield return new BadRequest("a change of a member that nobody has", "PUT", Members + $"/{Guid.Empty}", 404, "not_found", "member")
        {
            Body = () => """{"roles":["VIEWER"]}""",
        };
        yield return Post("a secret without a name and a value", Vault, "{}", "the secret is not valid") with
        {
            FaultAt = "value",
            Faults = 2,
        };
        foreach (var name in (string[])["a/b", "..%2f", "a b", "env:A", "", "ü", new string('x', 101), @"a\u0000", @"a\n"])
        {
            yield return Post(
                $"a secret called {name}",
                Vault,
                $$$"""{"name":"{{{name}}}","value":"long enough"}""",
                "1 to 100 letters"
            ) with
            {
                FaultAt = "name",
            };
        }

        yield return Post("a secret too short to hide", Vault, """{"name":"x","value":"abc"}""", "at least 4 characters") with
        {
            FaultAt = "value",
        };
        yield return Post(
            "a secret too long to keep",
            Vault,
            $$"""{"name":"x","value":"{{new string('x', (64 * 1024) + 1)}}"}""",
            "at most 64 KiB"
        ) with
        {
            FaultAt = "value",
        };
        yield return Post("a secret's version", Vault, """{"name":"x","value":"long enough","version":7}""", "version");
        yield return new BadRequest("a value for a secret that nobody has", "PUT", Vault + "/NOBODYS", 404, "not_found", "secret")
        {
            Body = () => """{"value":"long enough"}""",
        };
        yield return new BadRequest("a replacement too short to hide", "PUT", Vault + $"/{Guid.Empty}", 400, Bad, "at least 4 characters")
        {
            Body = () => """{"value":"abc"}""",
            FaultAt = "value",
        };
        yield return new BadRequest("a secret with a blank in its name", "DELETE", Vault + "/a%20b", 404, "not_found", "secret");
        yield return Post("a key without roles", ApiKeys, """{"name":"x","roles":[]}""", "roles") with
        {
            FaultAt = "roles",
        };
        yield return Post("a key without a list of roles", ApiKeys, """{"name":"x"}""", "roles") with
        {
            FaultAt = "roles",
        };
        yield return Post("a key with a role that is none", ApiKeys, """{"name":"x","roles":["KING"]}""", "$.roles[0]") with
        {
            FaultAt = "$.roles[0]",
        };
        yield return Post("a platform key made by a tenant", ApiKeys, """{"name":"x","roles":["PLATFORM_ADMIN"]}""", "PLATFORM_ADMIN") with
        {
            FaultAt = "roles",
        };
        yield return Post(
            "a key that expired before it was made",
            ApiKeys,
            """{"name":"x","roles":["VIEWER"],"expiresAt":"2020-01-01T00:00:00Z"}""",
            "expiresAt"
        ) with
        {
            FaultAt = "expiresAt",
        };
        yield return new BadRequest("a change of a key that nobody has", "PUT", ApiKeys + $"/{Guid.Empty}", 404, "not_found", "API key")
        {
            Body = () => """{"roles":["VIEWER"]}""",
        };
        yield return Post("an expiry that is no time", ApiKeys, """{"name":"x","roles":["VIEWER"],"expiresAt":"tomorrow"}""", "expiresAt");
        yield return new BadRequest(
            "a change of a scenario that nobody has",
            "PUT",
            Paths.Scenarios + $"/{Guid.Empty}",
            404,
            "not_found",
            "scenario"
        )
        {
            Body = () => """{"key":"k","name":"n"}""",
        };
        yield return new BadRequest(
            "a change of a scenario that was not read",
            "PUT",
            Paths.Scenarios + "/$scenario",
            428,
            "precondition_required",
            "If-Match"
        )
        {
            Body = () => """{"key":"k","name":"n"}""",
        };
        yield return new BadRequest("nulls in a scenario", "PUT", Paths.Scenarios + "/$scenario", 400, Bad, "must not be null")
        {
            Body = () => """{"key":"k","name":null,"steps":[null,{"id":"a","alias":"a","name":"a","action":{"meta":null}}]}""",
            Headers = [("If-Match", "*")],
            FaultAt = "steps[1].action.meta",
            Faults = 3,
        };
        yield return Post("a lock that is over at once", Paths.Scenarios + $"/{Guid.Empty}/lock", """{"expiresInMs":0}""", "from 1000") with
        {
            FaultAt = "expiresInMs",
        };
        yield return new BadRequest(
            "a version to publish that is not there",
            "POST",
            Paths.Scenarios + "/$scenario/publish?version=9",
            404,
            "not_found",
            "scenario version"
        );
        yield return new BadRequest(
            "a diff with a version that is not there",
            "GET",
            Paths.Scenarios + "/$scenario/diff?to=9",
            404,
            "not_found",
            "scenario version"
        );
        yield return Get("a diff with no number", Paths.Scenarios + "/$scenario/diff?to=x", "to", null);
        yield return Post("a data set of a suite without the suite", DataSets, """{"name":"x","scope":"SUITE","data":{}}""", "suiteId") with
        {
            FaultAt = "suiteId",
        };
        yield return Post(
            "a data set of everybody and of a scenario",
            DataSets,
            """{"name":"x","scope":"GLOBAL","suiteId":"$suite","scenarioId":"$scenario","data":{}}""",
            "change the scope"
        ) with
        {
            FaultAt = "scenarioId",
            Faults = 2,
        };
        yield return Post("a scope that is none", DataSets, """{"name":"x","scope":"WORLD","data":{}}""", "$.scope") with
        {
            FaultAt = "$.scope",
        };
        yield return Post(
            "a data set of a scenario and of another suite",
            DataSets,
            """{"name":"x","suiteId":"$conflicting","scenarioId":"$scenario","data":{}}""",
            "not the scenario's suite"
        ) with
        {
            FaultAt = "suiteId",
        };
        yield return Post("the origin of a data set", DataSets, """{"name":"x","origin":"IMPORTED","data":{}}""", "origin");
        yield return new BadRequest(
            "a change of a data set that nobody has",
            "PUT",
            DataSets + $"/{Guid.Empty}",
            404,
            "not_found",
            "data set"
        )
        {
            Body = () => """{"name":"x","data":{}}""",
        };
        yield return new BadRequest(
            "a change of a data set that was not read",
            "PUT",
            DataSets + "/$dataset",
            428,
            "precondition_required",
            "If-Match"
        )
        {
            Body = () => """{"name":"x","data":{}}""",
        };
        yield return Post("an import of nothing", Import, "", "CSV or JSON file is required") with
        {
            FaultAt = "file",
        };
        yield return Post("an import of JSON that is none", Import, "[{\"a\":1},\n{\"a\":}]", "it is no JSON") with
        {
            FaultLine = 2,
        };
        yield return Post("an import of numbers", Import, "[1,{},null]", "row 1: it is no object") with
        {
            FaultAt = "rows[2]",
            Faults = 2,
        };
        yield return Post("an import of a key given twice", Import, """[{"a":1,"a":2}]""", "it is no JSON");
        yield return Post("an import of half a character", Import, """[{"a":"\ud800"},{"\ud800":1}]""", "surrogate") with
        {
            Faults = 1,
        };
        yield return Post("an import of a number beyond the database", Import, """[{"a":1e200000}]""", "1e200000") with
        {
            FaultAt = "rows[0]",
        };
        yield return Post("an import of an empty list", Import, "[]", "no rows") with
        {
            FaultAt = "file",
        };
        yield return Post(
            "an import with choices that are none",
            Import + "?format=xls&delimiter=pipe&scope=WORLD&tag=%20",
            "[]",
            "must be"
        ) with
        {
            FaultAt = "delimiter",
            Faults = 4,
        };
        yield return Post("an import for a suite without the suite", Import + "?scope=SUITE", "[{}]", "suiteId is required") with
        {
            FaultAt = "suiteId",
        };
        yield return Post(
            "an import without the file",
            Import,
            "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nk\r\n--b--\r\n",
            "file is required"
        ) with
        {
            ContentType = "multipart/form-data; boundary=b",
            FaultAt = "file",
        };
        yield return new BadRequest("an import as XML", "POST", Import, 415, "unsupported_media_type", "send the body")
        {
            Body = () => "<a/>",
            ContentType = "application/xml",
        };
        yield return Get("data sets of a scope that is none", DataSets + "?scope=World", "GLOBAL, SUITE, SCENARIO", "scope");
        yield return Get("data sets of an origin that is none", DataSets + "?origin=x&scope=y", "AI_GENERATED", "origin") with
        {
            Faults = 2,
        };
        yield return Get(
            "recommendations after a cursor",
            DataSets + "?recommendedFor=$scenario&cursor=00000000000070008000000000000001",
            "leave the cursor out",
            "cursor"
        );
        yield return new BadRequest("a data set's name taken", "POST", DataSets, 409, "conflict", "'approved'")
        {
            Body = () => """{"name":"approved","data":{}}""",
        };
        yield return new BadRequest("an environment's name taken", "POST", Environments, 409, "conflict", "'local'")
        {
            Body = () => """{"name":"local"}""",
        };
    }

    private static string Body(JsonObject body) => body.ToJsonString();

    private static JsonObject Many(int count, string value) =>
        new(Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"v{i}", (JsonNode?)value)));

    private static BadRequest Environment(string name, string body, string faultAt) =>
        Post(name, Environments, body, "") with
        {
            FaultAt = faultAt,
        };
}
