using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Masking;

namespace Orchestra.Engine.Tests.Masking;

internal sealed class MaskerTests
{
    private static StepPayload Payload =>
        new()
        {
            Request = new HttpRequestRecord(
                "POST",
                "http://x/a?pin=canary%201&open=1&PIN=canary2",
                new Dictionary<string, string> { ["Pin"] = "canary", ["open"] = "1" },
                new JsonObject
                {
                    ["card"] = new JsonObject { ["PIN"] = "canary 1", ["open"] = "yes" },
                    ["list"] = new JsonArray(new JsonObject { ["pin"] = 4711 }),
                }
            ),
            Response = new HttpResponseRecord(
                200,
                new Dictionary<string, string>(),
                new JsonObject { ["pin"] = new JsonArray("canary3"), ["echo"] = "open" }
            ),
            Violations =
            [
                new Violation(
                    ViolationType.BusinessRuleViolation,
                    "rule.eq",
                    "got canary 1 and 4711",
                    "canary 1",
                    4711,
                    new JsonObject { ["left"] = "canary 1!" }
                ),
            ],
            Exports = new JsonObject { ["pin"] = "canary", ["open"] = "2" },
        };

    [Test]
    public void Named_fields_are_hidden_wherever_they_stand_and_where_messages_quote_them()
    {
        var shown = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(new Masker(["pin"]).Shown(Payload), OrchestraJson.Options))!;

        var text = shown.ToJsonString(OrchestraJson.Options);
        Assert.That(text, Does.Not.Contain("canary").And.Not.Contain("4711"));
        Assert.That(shown["request"]!["url"]!.GetValue<string>(), Is.EqualTo("http://x/a?pin=•••&open=1&PIN=•••"));
        Assert.That(shown["request"]!["body"]!["card"]!["open"]!.GetValue<string>(), Is.EqualTo("yes"), "what is not named stays");
        Assert.That(shown["violations"]![0]!["message"]!.GetValue<string>(), Is.EqualTo("got ••• and •••"));
    }

    [Test]
    public void Without_names_the_payload_is_shown_as_it_is()
    {
        var text = System.Text.Json.JsonSerializer.Serialize(new Masker([]).Shown(Payload), OrchestraJson.Options);

        Assert.That(text, Is.EqualTo(System.Text.Json.JsonSerializer.Serialize(Payload, OrchestraJson.Options)));
    }

    [Test]
    public void The_leaves_of_a_named_object_are_hidden_where_violations_quote_them()
    {
        var payload = Answered(
            """{"card":{"number":"4111111111111111","cvv":"123","expires":{"year":2031},"active":true}}""",
            new Violation(ViolationType.ContractViolation, "schema.maxLength", "/card/number: is longer than 4", null, "4111111111111111"),
            new Violation(
                ViolationType.ContractViolation,
                "schema.type",
                "the body: wrong",
                null,
                JsonNode.Parse("""{"card":{"cvv":"123"}}""")
            ),
            new Violation(ViolationType.BusinessRuleViolation, "rule.eq", "got 2031, expected true", true, "in 2031")
        );

        var shown = new Masker(["card"]).Shown(payload);

        Assert.That(shown.Response!.Body!.ToJsonString(OrchestraJson.Options), Is.EqualTo("""{"card":"•••"}"""));
        Assert.That(shown.Violations[0].Actual!.ToString(), Is.EqualTo(Masker.Mask));
        Assert.That(shown.Violations[1].Actual!.ToJsonString(OrchestraJson.Options), Is.EqualTo("""{"card":"•••"}"""));
        Assert.That(shown.Violations[2].Actual!.ToString(), Is.EqualTo("in •••"));
        Assert.That(shown.Violations[2].Message, Is.EqualTo("got •••, expected true"), "true and false stand everywhere");
        Assert.That(shown.Violations[2].Expected!.GetValue<bool>(), Is.True);
    }

    [TestCase("""{"instance":"/card/cvv"}""", TestName = "By the pointer of a contract violation")]
    [TestCase("""{"leftPaths":["$['response']['body']['card']['cvv']"],"rightPaths":[]}""", TestName = "By the paths of a rule")]
    public void A_violation_that_tells_of_a_named_field_shows_no_value_however_short(string details)
    {
        var payload = Answered(
            """{"card":{"cvv":"12"}}""",
            new Violation(
                ViolationType.BusinessRuleViolation,
                "rule.eq",
                "12 is not 7, see rule 127",
                7,
                "12",
                JsonNode.Parse(details)!.AsObject()
            )
        );

        var shown = new Masker(["cvv"]).Shown(payload).Violations.Single();

        Assert.That(shown.Actual!.ToString(), Is.EqualTo(Masker.Mask));
        Assert.That(shown.Expected!.ToString(), Is.EqualTo(Masker.Mask));
        Assert.That(shown.Message, Is.EqualTo("••• is not •••, see rule 127"));
        Assert.That(shown.Details!.ToJsonString(), Is.EqualTo(JsonNode.Parse(details)!.ToJsonString()));
    }

    [Test]
    public void A_short_value_that_comes_back_elsewhere_is_hidden_as_a_whole()
    {
        var payload = Answered(
            """{"cvv":"123","echo":"123"}""",
            new Violation(ViolationType.BusinessRuleViolation, "rule.eq", "echo is \"123\"", "no", "123")
        );

        var shown = new Masker(["cvv"]).Shown(payload).Violations.Single();

        Assert.That((shown.Actual!.ToString(), shown.Message), Is.EqualTo((Masker.Mask, "echo is \"•••\"")));
        Assert.That(shown.Expected!.ToString(), Is.EqualTo("no"));
    }

    [TestCase("api_key")]
    [TestCase("apiKey")]
    [TestCase("api-key")]
    [TestCase("token")]
    [TestCase("access_token")]
    [TestCase("client_secret")]
    [TestCase("PASSWORD")]
    [TestCase("sig")]
    public void Credentials_in_a_query_are_hidden_without_being_named(string name) =>
        Assert.That(
            new Masker([]).Url($"http://x/a?{name}=canary&page=2&key=7"),
            Is.EqualTo($"http://x/a?{name}=•••&page=2&key=7"),
            "a key alone may be that of a record"
        );

    private static StepPayload Answered(string body, params Violation[] violations) =>
        new() { Response = new HttpResponseRecord(200, new Dictionary<string, string>(), JsonNode.Parse(body)), Violations = violations };

    [TestCase("Authorization")]
    [TestCase("authorization")]
    [TestCase("Proxy-Authorization")]
    [TestCase("Cookie")]
    [TestCase("Set-Cookie")]
    [TestCase("X-API-Key")]
    [TestCase("X-Auth-Token")]
    public void Credential_headers_are_hidden_without_being_named(string name)
    {
        var shown = new Masker([]).Headers([KeyValuePair.Create(name, "canary"), KeyValuePair.Create("Accept", "text/csv")]);

        Assert.That(shown[name], Is.EqualTo(Masker.Mask));
        Assert.That(shown["accept"], Is.EqualTo("text/csv"));
    }
}
