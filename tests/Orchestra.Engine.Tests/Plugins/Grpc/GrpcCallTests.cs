using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Testing.Http;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

[CancelAfter(60_000)]
internal sealed class GrpcCallTests : GrpcPluginFixture
{
    private WebApplication _server = null!;

    private string Url => UrlOf(_server);

    [OneTimeSetUp]
    public async Task Start() => _server = await StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase("Score", """[{"name":"Ada","caseNumber":"7"}]""", """{"name":"Ada","approved":true}""")]
    [TestCase("Collect", """[{"name":"a"},{"name":"b"},{}]""", """{"name":"ab","score":"3","approved":false}""")]
    [TestCase("Collect", "[]", """{"name":"","score":"0","approved":false}""")]
    [TestCase(
        "Watch",
        """[{"name":"w","count":2}]""",
        """[{"name":"w","score":"0","approved":false},{"name":"w","score":"1","approved":false}]"""
    )]
    [TestCase(
        "Chat",
        """[{"name":"a"},{"name":"b"}]""",
        """[{"name":"a","score":"0","approved":false},{"name":"b","score":"0","approved":false}]"""
    )]
    public async Task Each_kind_of_call_sends_and_brings_json(string method, string messages, string expected)
    {
        var verdict = await ExecuteAsync(Call(method, messages), Url);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        var body = verdict.Payload.Response!.Body!.DeepClone();
        if (method == "Score")
        {
            body.AsObject().Remove("score");
        }

        Assert.That(body.ToJsonString(), Is.EqualTo(expected));
        Assert.That(verdict.Payload.Response.StatusCode, Is.Zero);
    }

    [Test]
    public async Task Rules_and_exports_read_the_answer_its_headers_and_its_trailers()
    {
        var expectations = new StepExpectations
        {
            BusinessRules =
            [
                new BusinessRule("{{ response.body.approved }}", "eq", false),
                new BusinessRule("{{ response.headers['x-answer'] }}", "eq", "corr-1"),
                new BusinessRule("{{ response.headers['x-seen'] }}", "contains", "traceparent"),
                new BusinessRule("{{ response.statusCode }}", "eq", 0),
            ],
        };
        var meta = new StepMeta { ExportAs = new Dictionary<string, JsonNode?> { ["who"] = "{{ response.body.name }}" } };

        var verdict = await ExecuteAsync(
            Call("Score", """[{"name":"Ada"}]""", expectations, meta, """{"X-Ask":"{{ run.correlationId }}","b-bin":"AAE="}"""),
            Url
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(verdict.Payload.Exports!["who"]!.GetValue<string>(), Is.EqualTo("Ada"));
        var seen = verdict.Payload.Response!.Headers["x-seen"].Split(' ');
        Assert.That(seen, Is.SupersetOf((string[])["x-correlation-id", "traceparent", "idempotency-key", "b-bin"]));
        Assert.That(verdict.Payload.Sent!["service"]!.GetValue<string>(), Is.EqualTo("orchestra.scoring.v1.Scoring"));
        Assert.That(verdict.Payload.Sent["messages"]!.ToJsonString(), Is.EqualTo("""[{"name":"Ada"}]"""));
    }

    [TestCase(null, 0, true)]
    [TestCase(null, 5, false)]
    [TestCase("5", 5, true)]
    [TestCase("\"NOT_FOUND\"", 5, true)]
    [TestCase("\"not_found\"", 7, false)]
    [TestCase("[\"OK\", 16]", 16, true)]
    [TestCase("[\"OK\", 16]", 0, true)]
    [TestCase("\"UNAVAILABLE\"", 14, true)]
    [TestCase("\"DEADLINE_EXCEEDED\"", 4, true)]
    public async Task The_expected_status_is_a_number_a_name_or_a_list(string? expected, int status, bool holds)
    {
        var expectations = new StepExpectations { ExpectedStatusCode = expected is null ? null : JsonNode.Parse(expected) };

        var verdict = await ExecuteAsync(Call("Score", $$"""[{"status":{{status}}}]""", expectations), Url);

        Assert.That(verdict.Status, Is.EqualTo(holds ? StepStatus.Passed : StepStatus.Failed), () => All(verdict));
        Assert.That(Told(verdict), holds ? Is.Empty : Is.EqualTo((string[])["HttpError status"]));
        Assert.That(verdict.Payload.Response!.StatusCode, Is.EqualTo(status));
        Assert.That(verdict.Payload.Response.Headers.GetValueOrDefault("grpc-message"), Is.EqualTo(status == 0 ? null : "as asked"));
    }

    [Test]
    public async Task Credentials_are_sent_and_not_recorded()
    {
        var profile = new AuthProfile { Kind = AuthKind.Bearer, Token = "canary" };

        var verdict = await ExecuteAsync(
            Call("Score", "[{}]", meta: new StepMeta { Auth = "me" }),
            Url,
            environment => environment with { AuthProfiles = new Dictionary<string, AuthProfile> { ["me"] = profile } }
        );

        Assert.That(verdict.Payload.Response!.Headers["x-seen"], Does.Contain("authorization"));
        Assert.That(verdict.Payload.Sent!.ToJsonString(), Does.Contain("authorization").And.Not.Contain("canary"));
    }

    [Test]
    public async Task A_token_is_bought_for_a_call_and_a_key_that_cannot_travel_is_refused()
    {
        await using var issuer = await FakeHttpTarget.StartAsync();
        issuer.On("/token", 200, """{"access_token":"canary","token_type":"Bearer","expires_in":60}""");
        var bought = new AuthProfile
        {
            Kind = AuthKind.Oauth2ClientCredentials,
            TokenUrl = issuer.Url + "/token",
            ClientId = "c",
            ClientSecret = "s",
        };
        var key = new AuthProfile
        {
            Kind = AuthKind.ApiKey,
            In = "query",
            Name = "k",
            Key = "v",
        };
        Func<PlanEnvironment, PlanEnvironment> profiles = environment =>
            environment with
            {
                AuthProfiles = new Dictionary<string, AuthProfile> { ["bought"] = bought, ["key"] = key },
            };

        var verdict = await ExecuteAsync(Call("Score", "[{}]", meta: new StepMeta { Auth = "bought" }), Url, profiles);
        var refused = await ExecuteAsync(Call("Score", "[{}]", meta: new StepMeta { Auth = "key" }), Url, profiles);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(verdict.Payload.Response!.Headers["x-seen"], Does.Contain("authorization"));
        Assert.That(verdict.Payload.Sent!.ToJsonString(), Does.Not.Contain("canary"));
        Assert.That(Told(refused), Is.EqualTo((string[])["ValidationError input"]));
    }

    [TestCase("Score", """[{"no":1},2]""", "takes one message")]
    [TestCase("Chat", """[{"no":1},2]""", "messages[0].no is no field of orchestra.scoring.v1.Question")]
    [TestCase("Score", """["{{ data.nothing }}"]""", "data.nothing")]
    public async Task A_step_that_is_wrong_itself_sends_nothing(string method, string messages, string says)
    {
        var verdict = await ExecuteAsync(Call(method, messages), Url);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Has.All.EqualTo("ValidationError input"));
        Assert.That(All(verdict), Does.Contain(says));
    }

    [TestCase("""{"grpc-timeout":"1S"}""")]
    [TestCase("""{"a b":"1"}""")]
    [TestCase("""{"a":"ä"}""")]
    [TestCase("""{"a-bin":"?"}""")]
    public async Task Metadata_that_cannot_travel_is_refused(string metadata)
    {
        var verdict = await ExecuteAsync(Call("Score", "[{}]", metadata: metadata), Url);

        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError input"]));
    }

    [Test]
    public async Task A_server_that_does_not_answer_in_time_has_failed()
    {
        var verdict = await ExecuteAsync(Call("Score", """[{"hang":true}]""", meta: new StepMeta { DeadlineMs = 300 }), Url);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout timeout"]));
    }

    [Test]
    public async Task What_a_stream_brought_until_a_deadline_that_the_step_expects_is_judged()
    {
        var expectations = new StepExpectations
        {
            ExpectedStatusCode = "DEADLINE_EXCEEDED",
            BusinessRules = [new BusinessRule("{{ response.body[1].score }}", "eq", "1")],
        };

        var verdict = await ExecuteAsync(
            Call("Watch", """[{"count":2,"hang":true}]""", expectations, new StepMeta { DeadlineMs = 1000 }),
            Url
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
    }

    [Test]
    public async Task An_endless_stream_ends_at_the_steps_limit()
    {
        var verdict = await ExecuteAsync(Call("Watch", """[{"name":"w"}]""", meta: new StepMeta { MaxBodyBytes = 10_000 }), Url);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError body-cut"]));
        Assert.That(verdict.Payload.Response!.Truncated, Is.True);
    }

    [Test]
    public async Task A_message_over_the_limit_is_refused_before_it_is_read()
    {
        var step = Call("Echo", $$"""[{"aString":"{{new string('x', 5000)}}"}]""", meta: new StepMeta { MaxBodyBytes = 1000 });

        Assert.That(Told(await ExecuteAsync(step, Url)), Is.EqualTo((string[])["ValidationError body-cut"]));
    }

    [Test]
    public async Task Where_nobody_listens_nothing_is_said_of_the_server()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var verdict = await ExecuteAsync(
            Call("Score", "[{}]", new StepExpectations { ExpectedStatusCode = "UNAVAILABLE" }),
            $"http://127.0.0.1:{port}"
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.refused"]));
    }

    [Test]
    public async Task A_server_that_takes_the_connection_and_says_nothing_has_failed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var verdict = await ExecuteAsync(
            Call("Score", "[{}]", meta: new StepMeta { TimeoutMs = 400 }),
            $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"
        );

        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout timeout"]));
    }

    [Test]
    public async Task An_address_that_the_run_may_not_reach_is_blocked()
    {
        var verdict = await ExecuteAsync(Call("Score", "[{}]"), Url, policy: new OutboundPolicy());

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(verdict.Payload.Violations.Single().Type, Is.EqualTo(ViolationType.OutboundBlocked));
    }

    [Test]
    public async Task An_assertion_calls_again_until_its_rules_hold()
    {
        ScoringService.Calls = 0;
        var expectations = new StepExpectations { BusinessRules = [new BusinessRule("{{ response.body.score }}", "eq", "3")] };

        var verdict = await ExecuteAsync(
            Call("Score", "[{}]", expectations, new StepMeta { PollIntervalMs = 20 }, kind: StepKind.Assertion),
            Url
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(verdict.Payload.Polls, Is.EqualTo(3));
        Assert.That(verdict.Payload.SettlingTimeMs, Is.Not.Null);
    }

    [Test]
    public async Task A_cancelled_call_throws()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Assert.That(
            async () => await ExecuteAsync(Call("Score", """[{"hang":true}]"""), Url, cancellationToken: stop.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [TestCase("Score", StepStatus.Passed, "")]
    [TestCase("Nothing", StepStatus.Broken, "has no method Nothing")]
    public async Task Without_a_spec_the_server_is_asked_for_its_methods(string method, StepStatus status, string says)
    {
        var step = Call("Score", """[{"name":"Ada"}]""", meta: new StepMeta { Service = "orchestra.scoring.v1.Scoring", Method = method });
        step = step with { EndpointRef = null, Action = step.Action with { InputTemplate = step.Action.InputTemplate with { Url = Url } } };

        var verdict = await ExecuteAsync(step, Url);

        Assert.That(verdict.Status, Is.EqualTo(status), () => All(verdict));
        Assert.That(All(verdict), Does.Contain(says));
    }

    [Test]
    public async Task A_server_without_reflection_says_what_to_do_instead()
    {
        await using var server = await StartAsync(reflects: false);
        var step = Call("Score", "[{}]", meta: new StepMeta { Service = "orchestra.scoring.v1.Scoring", Method = "Score" });
        step = step with
        {
            EndpointRef = null,
            Action = step.Action with { InputTemplate = step.Action.InputTemplate with { Url = UrlOf(server) } },
        };

        Assert.That(All(await ExecuteAsync(step, Url)), Does.Contain("the server has no reflection: import a descriptor set"));
    }
}
