using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orchestra.Contracts;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Auth;
using Orchestra.Engine.Plugins.Http;
using Orchestra.Testing.Http;
using Orchestra.Testing.Time;

namespace Orchestra.Engine.Tests.Plugins.Http;

internal sealed class AuthTests : HttpPluginFixture
{
    private const string Secret = "canary-secret:&?é";

    private static readonly AuthProfile Bearer = new() { Kind = AuthKind.Bearer, Token = "secret:TOKEN" };

    private static IEnumerable<TestCaseData> Said()
    {
        var basic = new AuthProfile
        {
            Kind = AuthKind.Basic,
            User = "clerk",
            Password = "secret:TOKEN",
        };
        var digits = Convert.ToBase64String(Encoding.UTF8.GetBytes("clerk:" + Secret));
        yield return new TestCaseData(basic, "authorization", "Basic " + digits);
        yield return new TestCaseData(Bearer, "authorization", "Bearer " + Secret);
        var key = new AuthProfile
        {
            Kind = AuthKind.ApiKey,
            Name = "X-Bank",
            Key = "secret:TOKEN",
        };
        yield return new TestCaseData(key, "x-bank", Secret);
        yield return new TestCaseData(key with { In = "cookie" }, "cookie", "X-Bank=" + Secret);
    }

    [TestCaseSource(nameof(Said))]
    public async Task A_profile_is_shown_and_never_recorded(AuthProfile profile, string header, string value)
    {
        Target.On("/a", EchoAsync);

        var verdict = await ExecuteAsync(Get(Echoed, new StepMeta { Auth = "me" }), With(profile), secrets: Vault());

        // Kestrel reads header bytes as UTF-8 where they are.
        Assert.That(Target.Requests.Single().Header(header), Is.EqualTo(value));
        AssertClean(verdict, value);
    }

    [Test]
    public async Task A_key_in_the_query_is_shown_and_never_recorded()
    {
        Target.On("/a", EchoAsync);
        var profile = new AuthProfile
        {
            Kind = AuthKind.ApiKey,
            In = "query",
            Name = "k&",
            Key = "secret:TOKEN",
        };
        var step = Step(new StepInput { Url = Target.Url + "/a?x=1" }, Echoed, new StepMeta { Auth = "me" });

        var verdict = await ExecuteAsync(step, With(profile), secrets: Vault());

        Assert.That(Target.Requests.Single().Target, Is.EqualTo("/a?x=1&k%26=" + Uri.EscapeDataString(Secret)));
        Assert.That(verdict.Payload.Request!.Url, Does.EndWith("/a?x=1&k%26=•••"));
        AssertClean(verdict, Uri.EscapeDataString(Secret));
    }

    [Test]
    public async Task The_services_profile_is_used_where_the_step_names_none()
    {
        Func<RunPlan, RunPlan> plan = frozen => WithService(With(Bearer)(WithEndpoint(frozen, "GET", "/a")));

        await ExecuteAsync(ToEndpoint(Step(new StepInput())), plan, secrets: Vault());
        await ExecuteAsync(ToEndpoint(Step(new StepInput(), meta: new StepMeta { Auth = "none" })), plan, secrets: Vault());
        var own = new StepInput { Headers = new Dictionary<string, JsonNode?> { ["authorization"] = "Bearer own" } };
        await ExecuteAsync(ToEndpoint(Step(own)), plan, secrets: Vault());

        Assert.That(
            Target.Requests.Select(request => request.Header("authorization")),
            Is.EqualTo((string?[])["Bearer " + Secret, null, "Bearer own"])
        );
    }

    [Test]
    public async Task What_a_service_is_shown_does_not_go_where_a_steps_own_url_leads()
    {
        await using var other = await FakeHttpTarget.StartAsync();

        await ExecuteAsync(
            ToEndpoint(Step(new StepInput { Url = other.Url + "/a" })),
            frozen => WithService(With(Bearer)(WithEndpoint(frozen, "GET", "/a"))),
            secrets: Vault()
        );

        Assert.That(other.Requests.Single().Header("authorization"), Is.Null);
    }

    [Test]
    public async Task A_profile_or_a_secret_that_is_not_there_sends_nothing()
    {
        var noProfile = await ExecuteAsync(Get(meta: new StepMeta { Auth = "nobody" }));
        var noSecret = await ExecuteAsync(Get(meta: new StepMeta { Auth = "me" }), With(Bearer));

        Assert.That(Told(noProfile), Is.EqualTo((string[])["ValidationError auth"]));
        Assert.That(Told(noSecret), Is.EqualTo((string[])["ValidationError secret"]));
        Assert.That(Target.Requests, Is.Empty);
    }

    [Test]
    public async Task A_token_is_bought_once_however_many_ask()
    {
        GiveTokens();

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CallAsync()));

        Assert.That(verdicts.Select(verdict => verdict.Status), Is.All.EqualTo(StepStatus.Passed));
        var asked = Bought().Single();
        Assert.That(asked.Text, Is.EqualTo("grant_type=client_credentials&scope=read%20write&audience=bank"));
        Assert.That(
            Encoding.UTF8.GetString(Convert.FromBase64String(asked.Header("authorization")!["Basic ".Length..])),
            Is.EqualTo("client:canary-secret%3A%26%3F%C3%A9")
        );
        Assert.That(Shown(), Has.Count.EqualTo(20).And.All.EqualTo("Bearer canary-token-1"));
        AssertClean(verdicts[0], "canary-token-1");
    }

    [Test]
    public async Task A_token_is_renewed_before_it_runs_out()
    {
        var clock = new ManualTimeProvider();
        Plugin = new HttpPlugin(
            Client,
            new CallAuth(new TokenCache(new TokenRequest(Client, clock), clock), TimeProvider.System),
            TimeProvider.System
        );
        GiveTokens(lifetime: "100");

        await CallAsync();
        clock.Advance(TimeSpan.FromSeconds(79));
        await CallAsync();
        clock.Advance(TimeSpan.FromSeconds(2));
        await CallAsync();

        Assert.That(Shown(), Is.EqualTo((string[])["Bearer canary-token-1", "Bearer canary-token-1", "Bearer canary-token-2"]));
    }

    [Test]
    public async Task Another_tenant_and_another_secret_have_another_token()
    {
        GiveTokens();

        await CallAsync();
        await CallAsync(tenant: new Guid("01a1fdfe-9119-70e8-8fe5-4942dc6df3c7"));
        await CallAsync(secrets: new SecretLookup(new Dictionary<string, string> { ["TOKEN"] = "the next one" }));
        await CallAsync();

        Assert.That(Bought(), Has.Count.EqualTo(3));
        Assert.That(Shown()[^1], Is.EqualTo("Bearer canary-token-1"));
    }

    [TestCase("GET", null, 2)]
    [TestCase("POST", null, 1)]
    [TestCase("GET", "401", 1)]
    public async Task A_token_that_is_not_taken_is_dropped_and_the_call_repeated_where_it_may_be(string method, string? expected, int calls)
    {
        GiveTokens();
        Target.On(
            "/a",
            context =>
            {
                context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer canary-token-1" ? 401 : 200;
                return Task.CompletedTask;
            }
        );
        var expectations = new StepExpectations { ExpectedStatusCode = expected is null ? null : JsonValue.Create(expected) };

        var verdict = await CallAsync(method, expectations);

        Assert.That(verdict.Status, Is.EqualTo(method == "POST" ? StepStatus.Failed : StepStatus.Passed));
        Assert.That(Shown(), Has.Count.EqualTo(calls));
        if (method == "POST")
        {
            Assert.That((await CallAsync(method)).Status, Is.EqualTo(StepStatus.Passed), "the next call has a new token");
        }
    }

    [Test]
    public async Task A_service_that_takes_no_token_is_asked_twice_and_not_for_ever()
    {
        GiveTokens();
        Target.On("/a", 401, "{}");

        var verdict = await CallAsync();

        Assert.That(Told(verdict), Is.EqualTo((string[])["HttpError status"]));
        Assert.That(Shown(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_server_that_knows_the_form_only_gets_the_secret_in_the_form()
    {
        Target.On(
            "/token",
            context =>
                context.Request.Headers.Authorization.Count > 0
                    ? Results.Json(new { error = "invalid_client" }, statusCode: 401).ExecuteAsync(context)
                    : Results.Json(new { access_token = "canary-token-1", token_type = "bearer" }).ExecuteAsync(context)
        );

        Assert.That((await CallAsync()).Status, Is.EqualTo(StepStatus.Passed));
        Assert.That(Bought()[1].Text, Does.EndWith("client_id=client&client_secret=" + Uri.EscapeDataString(Secret)));
    }

    [TestCase(
        400,
        """{"error":"invalid_scope","error_description":"canary-secret"}""",
        "ValidationError auth",
        "answered 400 invalid_scope"
    )]
    [TestCase(400, """{"error":"canary-secret"}""", "ValidationError auth", "answered 400:")]
    [TestCase(503, "canary-secret", "NetworkError network.token", "answered 503")]
    [TestCase(200, "[]", "ValidationError auth", "without an access_token")]
    [TestCase(200, """{"access_token":"x","token_type":"mac"}""", "ValidationError auth", "only Bearer is")]
    [TestCase(302, "", "ValidationError auth", "answered 302")]
    public async Task A_refusal_breaks_the_step_and_tells_nothing_of_the_answer(int status, string body, string told, string says)
    {
        Target.On("/token", status, body);

        var verdict = await CallAsync();

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])[told]));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain(says));
        Assert.That(Shown(), Is.Empty, "nothing was sent");
        AssertClean(verdict, Secret);
    }

    [Test]
    public async Task A_token_endpoint_is_judged_like_every_other_address()
    {
        var verdict = await CallAsync(policy: OutboundPolicy.PublicOnly);

        Assert.That(Told(verdict), Is.EqualTo((string[])["OutboundBlocked " + OutboundDecision.BlockedCode]));
        Assert.That(Target.Requests, Is.Empty);
    }

    [Test]
    public async Task A_token_endpoint_that_says_nothing_ends_with_the_step()
    {
        Target.Hold("/token");
        var began = TimeProvider.System.GetTimestamp();

        var verdict = await CallAsync(meta: new StepMeta { TimeoutMs = 300 });

        Assert.That(TimeProvider.System.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.token"]));
    }

    private static StepExpectations Echoed => new() { BusinessRules = [new BusinessRule("{{ response.body }}", "eq", "no")] };

    private static SecretLookup Vault() => new(new Dictionary<string, string> { ["TOKEN"] = Secret });

    private static Task EchoAsync(HttpContext context) =>
        Results
            .Json(
                new
                {
                    headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
                    query = context.Request.QueryString.Value,
                }
            )
            .ExecuteAsync(context);

    private static Func<RunPlan, RunPlan> With(AuthProfile profile) =>
        plan =>
            plan with
            {
                Environment = plan.Environment with { AuthProfiles = new Dictionary<string, AuthProfile> { ["me"] = profile } },
            };

    private static RunPlan WithService(RunPlan plan) =>
        plan with
        {
            Environment = plan.Environment with { ServiceAuth = new Dictionary<string, string> { ["bank"] = "me" } },
        };

    private static void AssertClean(StepVerdict verdict, string value)
    {
        var payload = JsonSerializer.Serialize(verdict.Payload, OrchestraJson.Options);
        Assert.That(payload, Does.Not.Contain("canary").And.Not.Contain(value));
    }

    private void GiveTokens(string lifetime = "3600")
    {
        var count = 0;
        Target.On(
            "/token",
            context =>
                context.Response.WriteAsync(
                    $$"""{"access_token":"canary-token-{{Interlocked.Increment(ref count)}}","token_type":"Bearer","expires_in":{{lifetime}}}"""
                )
        );
    }

    private Task<StepVerdict> CallAsync(
        string method = "GET",
        StepExpectations? expectations = null,
        StepMeta? meta = null,
        Guid tenant = default,
        SecretLookup? secrets = null,
        OutboundPolicy? policy = null
    )
    {
        var profile = new AuthProfile
        {
            Kind = AuthKind.Oauth2ClientCredentials,
            TokenUrl = Target.Url + "/token",
            ClientId = "client",
            ClientSecret = "secret:TOKEN",
            Scope = "read write",
            Audience = "bank",
        };
        return ExecuteAsync(
            Step(new StepInput { Method = method, Url = Target.Url + "/a" }, expectations, (meta ?? new StepMeta()) with { Auth = "me" }),
            With(profile),
            policy,
            tenant: tenant,
            secrets: secrets ?? Vault()
        );
    }

    private List<ReceivedRequest> Bought() => [.. Target.Requests.Where(request => request.Target == "/token")];

    private List<string?> Shown() =>
        [.. Target.Requests.Where(request => request.Target == "/a").Select(request => request.Header("authorization"))];
}
