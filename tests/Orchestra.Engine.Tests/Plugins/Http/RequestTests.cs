using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Engine.Tests.Plugins.Http;

internal sealed class RequestTests : HttpPluginFixture
{
    [Test]
    public async Task Every_call_carries_the_correlation_id_and_a_trace_of_the_run()
    {
        await ExecuteAsync(Get());
        await ExecuteAsync(Get(), attempt: 2);

        Assert.That(Target.Requests.Select(request => request.Header("x-correlation-id")), Is.All.EqualTo("corr-1"));
        Assert.That(
            Target.Requests.Select(request => request.Header("traceparent")),
            Is.EqualTo((string[])[$"00-{RunId:N}-0000000100000001-01", $"00-{RunId:N}-0000000100000002-01"])
        );
    }

    [TestCase("GET", null, false)]
    [TestCase("HEAD", null, false)]
    [TestCase("OPTIONS", null, false)]
    [TestCase("POST", null, true)]
    [TestCase("PUT", null, true)]
    [TestCase("PATCH", null, true)]
    [TestCase("DELETE", null, true)]
    [TestCase("POST", "off", false)]
    public async Task Calls_that_may_take_effect_carry_an_idempotency_key(string method, string? setting, bool carried)
    {
        await ExecuteAsync(
            Step(new StepInput { Method = method, Url = Target.Url }, meta: new StepMeta { IdempotencyKey = setting }),
            attempt: 3
        );

        Assert.That(Target.Requests.Single().Header("Idempotency-Key"), Is.EqualTo(carried ? $"{RunId}:0:3" : null));
    }

    [Test]
    public async Task Path_and_query_values_are_escaped_and_lists_repeat_their_name()
    {
        var step = ToEndpoint(
            Step(
                new StepInput
                {
                    PathParams = new Dictionary<string, JsonNode?> { ["id"] = "a/../b c?d#e%2F", ["n"] = 7 },
                    Query = new Dictionary<string, JsonNode?>
                    {
                        ["q&a"] = "x=y&z é",
                        ["tag"] = new JsonArray("one", "t w o"),
                        ["flag"] = true,
                        ["none"] = null,
                    },
                }
            )
        );

        var verdict = await ExecuteAsync(step, plan => WithEndpoint(plan, "GET", "/things/{id}/n{n}"));

        Assert.That(
            Target.Requests.Single().Target,
            Is.EqualTo("/base/things/a%2F..%2Fb%20c%3Fd%23e%252F/n7?q%26a=x%3Dy%26z%20%C3%A9&tag=one&tag=t%20w%20o&flag=true")
        );
        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed));
    }

    [Test]
    public async Task Credentials_in_the_query_are_sent_and_never_recorded()
    {
        Target.On("/base/a", 200, """{"echo":"canary-1 canary-2"}""");
        var query = new Dictionary<string, JsonNode?>
        {
            ["api_key"] = "canary-1",
            ["access_token"] = "canary-3",
            ["key"] = "canary-2",
            ["open"] = "yes",
        };
        var echo = new StepExpectations { BusinessRules = [new BusinessRule("{{ response.body.echo }}", "eq", "no")] };

        var verdict = await ExecuteAsync(
            ToEndpoint(Step(new StepInput { Query = query }, echo)),
            plan =>
            {
                var with = WithEndpoint(plan, "GET", "/a");
                // The spec says where its keys are.
                return with with
                {
                    Endpoints = with.Endpoints.ToDictionary(pair => pair.Key, pair => pair.Value with { CredentialNames = ["key"] }),
                };
            }
        );

        Assert.That(Target.Requests.Single().Target, Does.Contain("api_key=canary-1").And.Contain("key=canary-2"));
        Assert.That(verdict.Payload.Request!.Url, Does.EndWith("?api_key=•••&access_token=•••&key=•••&open=yes"));
        Assert.That(verdict.Payload.Violations.Single().ToString(), Does.Not.Contain("canary"), "an answer that repeats a credential");
        Assert.That(verdict.Payload.Violations.Single().Actual!.GetValue<string>(), Is.EqualTo("••• •••"));
    }

    [Test]
    public async Task Headers_cookies_and_a_body_go_out_as_given()
    {
        var input = new StepInput
        {
            Method = "post",
            Url = Target.Url,
            Headers = new Dictionary<string, JsonNode?>
            {
                ["X-Number"] = 5,
                ["Accept"] = "text/csv",
                ["content-type"] = "application/vnd.bank+json",
            },
            Cookies = new Dictionary<string, JsonNode?> { ["session"] = "abc", ["lang"] = "de" },
            Body = new JsonObject { ["name"] = "Zoë", ["at"] = "{{ now('date') }}" },
        };

        await ExecuteAsync(Step(input));

        var sent = Target.Requests.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.Header("x-number"), Is.EqualTo("5"));
            Assert.That(sent.Header("accept"), Is.EqualTo("text/csv"));
            Assert.That(sent.Header("content-type"), Is.EqualTo("application/vnd.bank+json"));
            Assert.That(sent.Header("cookie"), Is.EqualTo("session=abc; lang=de"));
            Assert.That(sent.Text, Is.EqualTo("""{"name":"Zoë","at":"2026-01-31"}"""));
        });
    }

    [TestCase("{{ number('1e200000') }}", "no JSON number")]
    [TestCase("{{ 1e200000 }}", "beyond what the database can hold")]
    [TestCase("{{ data.nothing }}", "data.nothing selects nothing")]
    [TestCase("{{ 7*7 }}", "expected }}")]
    public async Task A_template_that_cannot_be_rendered_sends_nothing(string template, string message)
    {
        var verdict = await ExecuteAsync(Step(new StepInput { Url = Target.Url, Body = template }));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError input"]));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain(message));
        Assert.That(Target.Requests, Is.Empty);
    }

    [Test]
    public async Task What_an_endpoint_lacks_is_listed_and_nothing_is_sent()
    {
        var noUrl = await ExecuteAsync(Step(new StepInput { Path = "/a" }));
        var noParameter = await ExecuteAsync(ToEndpoint(Step(new StepInput())), plan => WithEndpoint(plan, "GET", "/{x}/{y}"));
        var noEndpoint = await ExecuteAsync(ToEndpoint(Step(new StepInput())));
        var noService = await ExecuteAsync(
            ToEndpoint(Step(new StepInput())),
            plan => WithEndpoint(plan, "GET", "/a") with { Environment = new PlanEnvironment { Name = "empty" } }
        );

        Assert.That(noUrl.Payload.Violations.Single().Message, Is.EqualTo("the step names no endpoint and no url"));
        Assert.That(
            noParameter.Payload.Violations.Single().Message,
            Is.EqualTo("the path parameter x has no value; the path parameter y has no value")
        );
        Assert.That(noEndpoint.Payload.Violations.Single().Message, Does.Contain("the plan has no endpoint bank the operation"));
        Assert.That(noService.Payload.Violations.Single().Message, Is.EqualTo("the environment has no URL for the service bank"));
        Assert.That(Target.Requests, Is.Empty);
    }

    [Test]
    public async Task Credentials_and_the_environments_names_are_masked_in_the_journal_and_not_on_the_wire()
    {
        Target.On(
            "/",
            context =>
            {
                context.Response.Headers.SetCookie = "session=canary";
                context.Response.Headers["X-Pin"] = "canary";
                context.Response.Headers["X-Open"] = "open";
                return Task.CompletedTask;
            }
        );
        var input = new StepInput
        {
            Method = "POST",
            Url = Target.Url,
            Headers = new Dictionary<string, JsonNode?>
            {
                ["Authorization"] = "Bearer canary",
                ["X-API-Key"] = "canary",
                ["x-pin"] = "canary",
                ["X-Open"] = "open",
            },
            Cookies = new Dictionary<string, JsonNode?> { ["session"] = "canary" },
        };

        var verdict = await ExecuteAsync(Step(input), plan => plan with { Environment = plan.Environment with { Mask = ["X-Pin"] } });

        Assert.That(Target.Requests.Single().Header("authorization"), Is.EqualTo("Bearer canary"));
        Assert.That(Target.Requests.Single().Header("x-pin"), Is.EqualTo("canary"));
        var payload = System.Text.Json.JsonSerializer.Serialize(verdict.Payload, Contracts.OrchestraJson.Options);
        Assert.That(payload, Does.Not.Contain("canary"));
        Assert.That(verdict.Payload.Request!.Headers["authorization"], Is.EqualTo("•••"));
        Assert.That(verdict.Payload.Response!.Headers["set-cookie"], Is.EqualTo("•••"));
        Assert.That(payload, Does.Contain("open"));
    }
}
