using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;

namespace Orchestra.Engine.Tests.Plugins.Http;

internal sealed class RequestCheckTests : HttpPluginFixture
{
    private const string Schemas = """
        {"n":{"type":"integer","maximum":9},"s":{"type":"string","minLength":2},"list":{"type":"array","items":{"$ref":"#/n"},"maxItems":2},
         "o":{"type":"object","properties":{"a":{"type":"boolean"}}},"body":{"type":"object","required":["id"],"properties":{"id":{"$ref":"#/n"},"tags":{"$ref":"#/list"}}}}
        """;

    [TestCase("query", "n", "5", "")]
    [TestCase("query", "n", "\"5\"", "")]
    [TestCase("query", "n", "\"x\"", "request.type")]
    [TestCase("query", "n", "10", "request.maximum")]
    [TestCase("query", "n", "null", "request.missing")]
    [TestCase("query", "s", "12", "")]
    [TestCase("query", "s", "1", "request.minLength")]
    [TestCase("query", "list", "[1,\"2\"]", "")]
    [TestCase("query", "list", "1", "")]
    [TestCase("query", "list", "[1,2,3]", "request.maxItems")]
    [TestCase("query", "list", "[10]", "request.maximum")]
    [TestCase("query", "o", """{"a":"true"}""", "")]
    [TestCase("query", "o", """{"a":"maybe"}""", "request.type")]
    [TestCase("header", "n", "\"7\"", "")]
    [TestCase("header", "n", "null", "request.missing")]
    [TestCase("cookie", "n", "10", "request.maximum")]
    [TestCase("path", "n", "10", "request.maximum")]
    public async Task A_parameter_that_breaks_the_spec_is_not_sent(string place, string schema, string value, string code)
    {
        var values = new Dictionary<string, JsonNode?> { ["p"] = JsonNode.Parse(value) };
        var input = place switch
        {
            "query" => new StepInput { Query = values },
            "header" => new StepInput { Headers = values },
            "cookie" => new StepInput { Cookies = values },
            _ => new StepInput { PathParams = values },
        };

        var verdict = await SendAsync(input, new SpecParameter("p", place, true, "/" + schema));

        AssertRefused(verdict, code);
    }

    [TestCase("""{"id":1,"tags":[1]}""", "")]
    [TestCase("""{"id":"1"}""", "request.type")]
    [TestCase("{}", "request.required")]
    [TestCase("null", "request.missing")]
    public async Task A_body_that_breaks_the_spec_is_not_sent(string body, string code)
    {
        var verdict = await SendAsync(
            new StepInput { Body = JsonNode.Parse(body) },
            body: new SpecBody("application/json", "/body", Required: true)
        );

        AssertRefused(verdict, code);
    }

    [TestCase("""{"id":"1","tags":"2"}""", "")]
    [TestCase("""{"id":"10"}""", "request.maximum")]
    [TestCase("""{"tags":[1]}""", "request.required")]
    public async Task Forms_and_parts_are_judged_by_what_their_texts_mean(string members, string code)
    {
        var form = JsonNode.Parse(members)!.AsObject().ToDictionary(member => member.Key, member => member.Value?.DeepClone());
        var parts = form.SelectMany(member =>
            (member.Value as JsonArray ?? [member.Value!.DeepClone()]).Select(item => new StepPart
            {
                Name = member.Key,
                Value = item!.DeepClone(),
            })
        );

        AssertRefused(
            await SendAsync(new StepInput { Form = form }, body: new SpecBody("application/x-www-form-urlencoded", "/body")),
            code
        );
        Target.Reset();
        AssertRefused(await SendAsync(new StepInput { Multipart = [.. parts] }, body: new SpecBody("multipart/form-data", "/body")), code);
    }

    [Test]
    public async Task A_body_of_a_type_that_is_not_declared_is_not_sent()
    {
        var input = new StepInput { Form = new Dictionary<string, JsonNode?> { ["a"] = 1 } };

        var verdict = await SendAsync(input, body: new SpecBody("application/json", null));

        AssertRefused(verdict, "request.content-type");
        Assert.That(verdict.Payload.Reason, Does.Contain("meta.invalidInput"));
    }

    [Test]
    public async Task A_negative_test_says_that_its_input_is_wrong_on_purpose()
    {
        var verdict = await SendAsync(
            new StepInput { Body = JsonNode.Parse("{}") },
            new SpecParameter("p", "query", true, null),
            new SpecBody("application/json", "/body"),
            meta: new StepMeta { InvalidInput = true }
        );

        AssertRefused(verdict, "");
    }

    [Test]
    public async Task What_the_environment_or_orchestra_brings_need_not_be_in_the_step()
    {
        var profile = new AuthProfile
        {
            Kind = AuthKind.ApiKey,
            In = "query",
            Name = "key",
            Key = "abc",
        };

        var verdict = await SendAsync(
            new StepInput(),
            parameters: [new SpecParameter("key", "query", true, null), new SpecParameter("Idempotency-Key", "header", true, null)],
            environment: environment =>
                environment with
                {
                    AuthProfiles = new Dictionary<string, AuthProfile> { ["me"] = profile },
                    ServiceAuth = new Dictionary<string, string> { ["bank"] = "me" },
                }
        );

        AssertRefused(verdict, "");
    }

    [Test]
    public async Task A_credential_that_breaks_the_spec_is_not_quoted()
    {
        var input = new StepInput { Headers = new Dictionary<string, JsonNode?> { ["X-API-Key"] = "canary" } };

        var verdict = await SendAsync(input, new SpecParameter("X-API-Key", "header", true, "/n"));

        AssertRefused(verdict, "request.type");
        Assert.That(verdict.Payload.Violations.Single().ToString(), Does.Not.Contain("canary"));
    }

    private void AssertRefused(StepVerdict verdict, string code)
    {
        Assert.That(
            Told(verdict),
            code.Length == 0 ? Is.Empty : Is.EqualTo((string[])["ValidationError " + code]),
            () => string.Join('\n', verdict.Payload.Violations)
        );
        Assert.That(verdict.Status, Is.EqualTo(code.Length == 0 ? StepStatus.Passed : StepStatus.Broken));
        Assert.That(Target.Requests, code.Length == 0 ? Has.Count.EqualTo(1) : Is.Empty);
    }

    private Task<StepVerdict> SendAsync(
        StepInput input,
        SpecParameter? parameter = null,
        SpecBody? body = null,
        StepMeta? meta = null,
        IReadOnlyList<SpecParameter>? parameters = null,
        Func<PlanEnvironment, PlanEnvironment>? environment = null
    ) =>
        ExecuteAsync(
            ToEndpoint(Step(input, meta: meta)),
            plan =>
            {
                var path = parameter?.In == "path" ? "/{p}" : "/a";
                var endpoint = WithEndpoint(plan, "POST", path).Endpoints.Single().Value with
                {
                    Parameters = parameters ?? (parameter is null ? [] : [parameter]),
                    RequestBody = body,
                    SchemaDocument = JsonElement.Parse(Schemas),
                };
                return WithEndpoint(plan with { Environment = environment?.Invoke(plan.Environment) ?? plan.Environment }, endpoint);
            }
        );
}
