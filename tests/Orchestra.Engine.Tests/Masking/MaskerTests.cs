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
