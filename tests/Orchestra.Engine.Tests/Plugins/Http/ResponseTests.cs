using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Tests.Plugins.Http;

internal sealed class ResponseTests : HttpPluginFixture
{
    [TestCase(null, 200, true)]
    [TestCase(null, 299, true)]
    [TestCase(null, 404, false)]
    [TestCase("201", 201, true)]
    [TestCase("201", 200, false)]
    [TestCase("\"409\"", 409, true)]
    [TestCase("\"4xx\"", 422, true)]
    [TestCase("\"4XX\"", 500, false)]
    [TestCase("[200, 404]", 404, true)]
    [TestCase("[200, \"5xx\"]", 503, true)]
    [TestCase("[200, \"5xx\"]", 404, false)]
    [TestCase("\"abc\"", 200, false)]
    public async Task The_expected_status_is_a_number_a_class_or_a_list(string? expected, int actual, bool holds)
    {
        Target.On("/a", actual, "{}");

        var verdict = await ExecuteAsync(
            Get(new StepExpectations { ExpectedStatusCode = expected is null ? null : JsonNode.Parse(expected) })
        );

        Assert.That(verdict.Status, Is.EqualTo(holds ? StepStatus.Passed : StepStatus.Failed));
        Assert.That(Told(verdict), holds ? Is.Empty : Is.EqualTo((string[])["HttpError status"]));
        Assert.That(verdict.Payload.Response!.StatusCode, Is.EqualTo(actual));
    }

    [TestCase(
        """{"id":1}""",
        """{"type":"object","properties":{"id":{"type":"string"}}}""",
        "schema.type",
        "/id",
        "/answer/properties/id/type"
    )]
    [TestCase("""{}""", """{"required":["id"]}""", "schema.required", "", "/answer/required")]
    [TestCase(
        """{"items":[{"n":1},{"n":-1}]}""",
        """{"properties":{"items":{"items":{"properties":{"n":{"minimum":0}}}}}}""",
        "schema.minimum",
        "/items/1/n",
        "/answer/properties/items/items/properties/n/minimum"
    )]
    public async Task A_body_that_breaks_its_schema_is_told_with_both_pointers(
        string body,
        string schema,
        string code,
        string instance,
        string pointer
    )
    {
        Target.On("/base/a", 200, body);

        var verdict = await ExecuteAgainstAsync(schema);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        var violation = verdict.Payload.Violations.Single();
        Assert.That(violation.Type, Is.EqualTo(ViolationType.ContractViolation));
        Assert.That(violation.Code, Is.EqualTo(code));
        Assert.That(violation.Details!["instance"]!.GetValue<string>(), Is.EqualTo(instance));
        Assert.That(violation.Details!["schema"]!.GetValue<string>(), Does.EndWith(pointer));
    }

    [TestCase(200, "text/plain", "{}", "contract.content-type")]
    [TestCase(200, "application/json", "{", "contract.not-json")]
    [TestCase(200, "application/json", """{"a":1,"a":2}""", "contract.not-json", TestName = "Duplicate keys are no JSON to build on")]
    [TestCase(202, "application/json", "{}", "contract.undeclared-status")]
    public async Task What_is_no_answer_of_the_contract_fails(int status, string type, string body, string code)
    {
        Target.On("/base/a", status, body, type);

        var verdict = await ExecuteAgainstAsync("{}");

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])[$"ContractViolation {code}"]));
    }

    [TestCase("application/problem+json; charset=utf-8")]
    [TestCase("application/json")]
    public async Task A_body_that_satisfies_its_schema_passes(string type)
    {
        Target.On("/base/a", 200, """{"id":"x","at":"2026-01-31T00:00:00Z"}""", type);

        var verdict = await ExecuteAgainstAsync("""{"required":["id"],"properties":{"at":{"type":"string","format":"date-time"}}}""");

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => string.Join('\n', verdict.Payload.Violations));
    }

    [Test]
    public async Task A_body_over_the_limit_is_cut_marked_and_cannot_be_judged()
    {
        Target.On("/base/a", 200, $$"""{"text":"{{new string('x', 500)}}"}""");

        var verdict = await ExecuteAgainstAsync("{}", meta: new StepMeta { MaxBodyBytes = 100 });

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken), "that is our limit, not the SUT's fault");
        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError body-cut"]));
        Assert.That(verdict.Payload.Response!.Truncated, Is.True);
        Assert.That(verdict.Payload.Response!.Body!.GetValue<string>(), Has.Length.EqualTo(100));
    }

    [Test]
    public async Task A_broken_rule_tells_both_values_and_where_they_came_from()
    {
        Target.On("/a", 200, """{"status":"OPEN","n":3}""");
        BusinessRule[] rules =
        [
            new("{{ response.body.status }}", "eq", "CLOSED"),
            new("{{ response.body.n }}", "ge", 3),
            new("{{ response.body.missing }}", "exists"),
        ];

        var verdict = await ExecuteAsync(Get(new StepExpectations { BusinessRules = rules }));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["BusinessRuleViolation rule.eq", "BusinessRuleViolation rule.exists"]));
        var first = verdict.Payload.Violations[0];
        Assert.That(first.Expected!.GetValue<string>(), Is.EqualTo("CLOSED"));
        Assert.That(first.Actual!.GetValue<string>(), Is.EqualTo("OPEN"));
        Assert.That(first.Details!["leftPaths"]!.ToJsonString(), Does.Contain("status"));
    }

    [Test]
    public async Task A_rule_that_cannot_be_judged_is_our_fault_and_a_wrong_sut_wins_over_it()
    {
        Target.On("/a", 200, """{"status":"OPEN"}""");
        var faulty = new BusinessRule("{{ response.body.status }}", "eq", "{{ data.nothing }}");
        var wrong = new BusinessRule("{{ response.body.status }}", "eq", "CLOSED");

        Assert.That((await ExecuteAsync(Get(new StepExpectations { BusinessRules = [faulty] }))).Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(
            (await ExecuteAsync(Get(new StepExpectations { BusinessRules = [faulty, wrong] }))).Status,
            Is.EqualTo(StepStatus.Failed)
        );
    }

    [Test]
    public async Task The_edges_that_rules_prove_are_observed_only_when_all_hold()
    {
        Target.On("/a", 200, """{"ok":true}""");
        var meta = new StepMeta { Evidence = ["F1", "F2"] };
        var good = new StepExpectations { BusinessRules = [new BusinessRule("{{ response.body.ok }}", "eq", true)] };
        var bad = new StepExpectations { BusinessRules = [new BusinessRule("{{ response.body.ok }}", "eq", false)] };

        Assert.That((await ExecuteAsync(Get(good, meta))).Payload.ObservedEdges, Is.EqualTo((string[])["F1", "F2"]));
        var broken = (await ExecuteAsync(Get(bad, meta))).Payload;
        Assert.That(broken.ObservedEdges, Is.Null);
        Assert.That(broken.BrokenEdges, Is.EqualTo((string[])["F1", "F2"]));
    }

    [Test]
    public async Task A_rule_that_names_its_flows_says_nothing_about_the_others()
    {
        Target.On("/a", 200, """{"ok":true,"state":"OPEN"}""");
        var meta = new StepMeta { Evidence = ["F1", "F2", "F3"] };
        var expectations = new StepExpectations
        {
            BusinessRules =
            [
                new BusinessRule("{{ response.body.state }}", "eq", "CLOSED"),
                new BusinessRule("{{ response.body.ok }}", "eq", true, Evidence: ["F1"]),
                new BusinessRule("{{ response.body.ok }}", "eq", false, Evidence: ["F2"]),
                new BusinessRule("{{ response.body.none }}", "eq", "{{ data.nothing }}", Evidence: ["F3"]),
            ],
        };

        var payload = (await ExecuteAsync(Get(expectations, meta))).Payload;

        Assert.That(payload.ObservedEdges, Is.EqualTo((string[])["F1"]), "the broken rule of the node is not about the flow");
        Assert.That(payload.BrokenEdges, Is.EqualTo((string[])["F2"]), "what cannot be judged tells nothing");
    }

    [TestCase("""{"id":"\ud800"}""", "surrogate")]
    [TestCase("""{"id":1e200000}""", "1e200000")]
    [TestCase("""{"\udfff":"x","nul":"\u0000"}""", "surrogate")]
    public async Task A_body_that_the_journal_cannot_hold_is_kept_as_text_and_told(string body, string says)
    {
        Target.On("/base/a", 200, body);

        var verdict = await ExecuteAgainstAsync("""{"required":["id"]}""");

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken), "our store is the reason, not the SUT");
        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError body-unstorable"]));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain(says));
        Assert.That(verdict.Payload.Response!.Body!.GetValue<string>(), Is.EqualTo(body));
    }

    [Test]
    public async Task A_wrong_status_is_told_before_what_the_journal_cannot_hold()
    {
        Target.On("/a", 500, "[1e200000]");

        var verdict = await ExecuteAsync(Get());

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["HttpError status", "ValidationError body-unstorable"]));
    }

    [Test]
    public async Task A_NUL_in_a_body_is_no_fault()
    {
        Target.On("/a", 200, """{"id":"a\u0000b"}""");
        BusinessRule[] rules = [new("{{ response.body.id }}", "eq", "a\ufffdb")];

        Assert.That((await ExecuteAsync(Get(new StepExpectations { BusinessRules = rules }))).Status, Is.EqualTo(StepStatus.Passed));
    }

    [TestCase("*/*", "application/json", true)]
    [TestCase("*/*", "application/problem+json", true)]
    [TestCase("application/*", "text/json", true)]
    [TestCase("text/json", "application/json", true)]
    [TestCase("*/*", "text/plain", false)]
    public async Task A_declared_range_is_judged_by_the_type_that_came(string declared, string type, bool isJudged)
    {
        Target.On("/base/a", 200, "{}", type);

        var verdict = await ExecuteAgainstAsync("""{"required":["id"]}""", bodyType: declared);

        Assert.That(Told(verdict), isJudged ? Is.EqualTo((string[])["ContractViolation schema.required"]) : Is.Empty);
    }

    [Test]
    public async Task Exports_are_taken_from_an_answer_in_which_all_holds()
    {
        Target.On("/a", 201, """{"id":"x1","n":2}""");
        var meta = new StepMeta
        {
            ExportAs = new Dictionary<string, JsonNode?>
            {
                ["id"] = "{{ response.body.id }}",
                ["both"] = new JsonArray("{{ response.body.n }}", "n={{ response.statusCode }}"),
            },
        };

        var verdict = await ExecuteAsync(Get(meta: meta));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => string.Join('\n', verdict.Payload.Violations));
        Assert.That(verdict.Payload.Exports!.ToJsonString(), Is.EqualTo("""{"id":"x1","both":[2,"n=201"]}"""));
    }

    [Test]
    public async Task An_export_that_selects_nothing_is_a_fault_of_the_step_that_names_it()
    {
        Target.On("/a", 200, """{"id":"x1"}""");
        var meta = new StepMeta
        {
            ExportAs = new Dictionary<string, JsonNode?> { ["key"] = "{{ response.body.key }}", ["id"] = "{{ response.body.id }}" },
        };
        var wrong = new StepExpectations { BusinessRules = [new BusinessRule("{{ response.body.id }}", "eq", "x2")] };

        var verdict = await ExecuteAsync(Get(meta: meta));
        var failed = await ExecuteAsync(Get(wrong, meta));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError export"]));
        Assert.That(
            verdict.Payload.Violations.Single().Message,
            Does.StartWith("export key: ").And.Contain("response.body.key selects nothing")
        );
        Assert.That(Told(failed), Is.EqualTo((string[])["BusinessRuleViolation rule.eq"]), "a wrong answer has nothing to give away");
        Assert.That(failed.Payload.Exports, Is.Null);
    }

    [Test]
    public async Task A_rule_or_an_export_over_a_masked_header_cannot_be_judged()
    {
        Target.On(
            "/a",
            context =>
            {
                context.Response.Headers.SetCookie = "session=canary";
                context.Response.Headers["X-House"] = "canary";
                return Task.CompletedTask;
            }
        );
        BusinessRule[] rules =
        [
            new("{{ response.headers['set-cookie'] }}", "exists"),
            new("{{ response.headers['x-house'] }}", "ne", "•••"),
            new("{{ response.headers['x-house'] ?? 'none' }}", "eq", "none"),
        ];

        var verdict = await ExecuteAsync(
            Get(new StepExpectations { BusinessRules = rules }),
            plan => plan with { Environment = plan.Environment with { Mask = ["X-House"] } }
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken), "the SUT did nothing wrong");
        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError rule", "ValidationError rule", "ValidationError rule"]));
        Assert.That(verdict.Payload.Violations[0].Message, Does.Contain("set-cookie is masked"));
    }

    [TestCase("text/plain", "application/json", true)]
    [TestCase("text/plain", "text/csv", true)]
    [TestCase("text/plain", "text/plain; charset=utf-8", false)]
    [TestCase("text/*", "text/csv", false)]
    [TestCase("application/json|text/csv", "TEXT/CSV", false)]
    [TestCase("application/json|text/csv", "application/xml", true)]
    [TestCase("application/json|*/*", "application/xml", false)]
    public async Task An_answer_of_a_type_that_is_not_declared_fails(string declared, string type, bool fails)
    {
        Target.On("/base/a", 200, "{}", type);
        var types = declared.Split('|');

        var verdict = await ExecuteAgainstAsync(
            "{}",
            body: new SpecBody(types[0], null) { Media = [.. types.Select(each => new SpecMedia(each, null))] }
        );

        Assert.That(Told(verdict), fails ? Is.EqualTo((string[])["ContractViolation contract.content-type"]) : Is.Empty);
    }

    [Test]
    public async Task Each_media_type_is_judged_by_its_own_schema()
    {
        var body = new SpecBody("application/json", "/answer")
        {
            Media = [new SpecMedia("application/json", "/answer"), new SpecMedia("application/problem+json", "/answer/properties/problem")],
        };
        const string Schema = """{"required":["id"],"properties":{"problem":{"required":["title"]}}}""";
        Target.On("/base/a", 200, """{"title":"no"}""", "application/problem+json");
        Assert.That(Told(await ExecuteAgainstAsync(Schema, body: body)), Is.Empty);

        Target.On("/base/a", 200, """{"title":"no"}""");
        Assert.That(Told(await ExecuteAgainstAsync(Schema, body: body)), Is.EqualTo((string[])["ContractViolation schema.required"]));
    }

    [TestCase("HEAD", 200)]
    [TestCase("GET", 204)]
    public async Task An_answer_that_has_no_body_is_not_asked_for_one(string method, int status)
    {
        Target.On(
            "/base/a",
            context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            }
        );

        Assert.That(Told(await ExecuteAgainstAsync("""{"required":["id"]}""", method: method, anyStatus: true)), Is.Empty);
    }

    [TestCase("""{"type":"integer"}""", "12", null, true)]
    [TestCase("""{"type":"integer"}""", "012", null, false)]
    [TestCase("""{"type":"integer"}""", "abc", null, false)]
    [TestCase("""{"type":"string","pattern":"^[0-9]+$"}""", "12", null, true)]
    [TestCase("""{"type":"array","items":{"type":"integer"}}""", "1, 2,3", null, true)]
    [TestCase("""{"type":"array","items":{"type":"integer"}}""", "1, x", null, false)]
    [TestCase("""{"type":"object","required":["R"],"properties":{"R":{"type":"integer"}}}""", "R,100,G,x", false, true)]
    [TestCase("""{"type":"object","required":["R"],"properties":{"R":{"type":"integer"}}}""", "R=100,G=x", true, true)]
    [TestCase("""{"type":"object","required":["R"],"properties":{"R":{"type":"integer"}}}""", "R=100,G=x", false, false)]
    [TestCase("""{"type":"boolean"}""", null, null, false)]
    public async Task Headers_are_judged_by_their_schemas(string schema, string? value, bool? explode, bool holds)
    {
        Target.On(
            "/base/a",
            context =>
            {
                if (value is not null)
                {
                    context.Response.Headers["X-Limit"] = value;
                }

                return Task.CompletedTask;
            }
        );
        var header = new SpecParameter("X-Limit", "header", true, "/answer") { Explode = explode };

        var verdict = await ExecuteAgainstAsync(schema, bodyType: null, headers: [header]);

        var code = value is null ? "contract.header-missing" : "contract.header";
        Assert.That(Told(verdict), holds ? Is.Empty : Has.All.EqualTo("ContractViolation " + code).And.Not.Empty);
    }

    [Test]
    public async Task A_masked_header_must_come_and_is_not_quoted()
    {
        var header = new SpecParameter("Set-Cookie", "header", true, "/answer");
        Assert.That(
            Told(await ExecuteAgainstAsync("""{"type":"integer"}""", bodyType: null, headers: [header])),
            Is.EqualTo((string[])["ContractViolation contract.header-missing"])
        );
        Target.On(
            "/base/a",
            context =>
            {
                context.Response.Headers.SetCookie = "a=canary";
                return Task.CompletedTask;
            }
        );

        Assert.That(Told(await ExecuteAgainstAsync("""{"type":"integer"}""", bodyType: null, headers: [header])), Is.Empty);
    }

    [TestCase("gzip")]
    [TestCase("deflate")]
    [TestCase("br")]
    public async Task A_body_that_the_step_asked_to_be_compressed_is_judged_as_it_is_meant(string coding)
    {
        Target.On("/base/a", context => CompressAsync(context, coding, """{"id":1}"""u8.ToArray()));

        var verdict = await ExecuteAgainstAsync("""{"required":["id"]}""");

        Assert.That(Told(verdict), Is.Empty);
        Assert.That(verdict.Payload.Response!.Body!["id"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [TestCase("gzip", "not gzip", "is not gzip")]
    [TestCase("zstd", "x", "gzip, deflate and br are read")]
    [TestCase("gzip, br", "x", "one at a time")]
    public async Task A_body_that_cannot_be_decompressed_is_told(string coding, string body, string says)
    {
        Target.On(
            "/base/a",
            context =>
            {
                context.Response.Headers.ContentEncoding = coding;
                return context.Response.WriteAsync(body);
            }
        );

        var verdict = await ExecuteAgainstAsync("{}");

        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError body-encoding"]));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain(says));
    }

    private static async Task CompressAsync(HttpContext context, string coding, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = coding;
        using var compressed = new MemoryStream();
        await using (
            Stream stream = coding switch
            {
                "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
                "br" => new BrotliStream(compressed, CompressionLevel.Fastest),
                _ => new ZLibStream(compressed, CompressionLevel.Fastest),
            }
        )
        {
            await stream.WriteAsync(body);
        }

        await context.Response.Body.WriteAsync(compressed.ToArray());
    }

    [TestCase("text/plain", "häuser", "häuser")]
    [TestCase("application/octet-stream", "abc", "YWJj")]
    [TestCase("application/xml", "<a/>", "<a/>")]
    public async Task A_body_that_is_no_json_is_kept_as_text_or_base64(string type, string body, string kept)
    {
        Target.On("/a", 200, body, type);

        Assert.That((await ExecuteAsync(Get())).Payload.Response!.Body!.GetValue<string>(), Is.EqualTo(kept));
    }
}
