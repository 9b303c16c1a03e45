using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;

namespace Orchestra.Engine.Tests.Execution;

/// <summary>What is taken out of a payload, what stays, and what is hidden without the part that it stands in.</summary>
internal sealed class PayloadCutTests
{
    private static readonly JsonNode Rows = new JsonArray([
        .. Enumerable
            .Range(0, 6_000)
            .Select(i => new JsonObject
            {
                ["id"] = i,
                ["pin"] = $"pin-{i:0000}",
                ["text"] = new string('x', 40),
            }),
    ]);

    [Test]
    public void A_part_of_256_KiB_stays_and_one_byte_more_is_cut()
    {
        Assert.That(PayloadCut.TooLargeIn(Answer(new string('a', (256 * 1024) - 2))), Is.Empty);
        Assert.That(PayloadCut.TooLargeIn(Answer(new string('a', (256 * 1024) - 1))).Single().Part, Is.EqualTo(ArtifactPart.ResponseBody));
        Assert.That(PayloadCut.TooLargeIn(Answer(new string('é', 128 * 1024))), Has.Count.EqualTo(1), "bytes, not characters");
    }

    [Test]
    public void Every_large_part_is_cut_to_a_small_one_of_the_same_shape_and_comes_back_whole()
    {
        var payload = new StepPayload
        {
            Request = new HttpRequestRecord("POST", "http://sut/", new Dictionary<string, string>(), Rows.DeepClone()),
            Response = new HttpResponseRecord(200, new Dictionary<string, string>(), new string('z', 300_000)),
            Sent = new JsonObject { ["value"] = Rows.DeepClone() },
            DbResult = new JsonObject { ["rows"] = Rows.DeepClone() },
            Message = new JsonObject { ["value"] = new string('m', 300_000) },
        };
        var parts = PayloadCut.TooLargeIn(payload);
        var cut = PayloadCut.Of(payload, [.. parts.Select(MarkOf)], new Masker([]));

        Assert.That(parts.Select(part => part.Part), Is.EqualTo(Enum.GetValues<ArtifactPart>()));
        Assert.That(PayloadCut.TooLargeIn(cut), Is.Empty);
        Assert.That(cut.DbResult!["rows"]![0]!["id"]!.GetValue<int>(), Is.Zero);
        Assert.That(cut.Response!.Body!.GetValue<string>(), Does.StartWith("zzz").And.EndWith("…"));
        var whole = PayloadCut.Restore(cut, parts.ToDictionary(part => part.Part, part => part.Content.ToArray()));
        Assert.That(whole.Artifacts, Is.Null);
        foreach (
            var (left, right) in ((JsonNode?, JsonNode?)[])
                [
                    (whole.Request!.Body, payload.Request.Body),
                    (whole.Response!.Body, payload.Response.Body),
                    (whole.Sent, payload.Sent),
                    (whole.DbResult, payload.DbResult),
                    (whole.Message, payload.Message),
                ]
        )
        {
            Assert.That(JsonNode.DeepEquals(left, right));
        }
    }

    [Test]
    public void What_a_hidden_field_holds_stays_hidden_although_it_stands_beyond_the_cut()
    {
        var masker = new Masker(["pin"]);
        var payload = Answer(Rows.DeepClone()) with
        {
            Exports = new JsonObject { ["secret"] = "pin-5999", ["harmless"] = "open" },
            Violations = [new Violation(ViolationType.BusinessRuleViolation, "rule", "got pin-5999") { Actual = "pin-5999" }],
        };
        var part = PayloadCut.TooLargeIn(payload).Single();
        var cut = PayloadCut.Of(payload, [MarkOf(part)], masker);
        var shown = masker.Shown(cut);

        Assert.That(cut.Exports!["secret"]!.GetValue<string>(), Is.EqualTo("pin-5999"), "later steps read the value");
        Assert.That(shown.Exports!["secret"]!.GetValue<string>(), Is.EqualTo(Masker.Mask));
        Assert.That(shown.Exports["harmless"]!.GetValue<string>(), Is.EqualTo("open"));
        Assert.That(System.Text.Json.JsonSerializer.Serialize(shown), Does.Not.Contain("pin-5999").And.Not.Contain("pin-0000"));
        var file = Encoding.UTF8.GetString(masker.Shown(part.Content.ToArray()));
        Assert.That(file, Does.Not.Contain("pin-").And.Contain("\"id\":5999"));
        Assert.That(JsonNode.Parse(file)!.AsArray(), Has.Count.EqualTo(6_000));
    }

    private static ArtifactMark MarkOf(CutPart part) =>
        new(part.Part, new Guid("01a1fdfe-9119-70e8-8fe5-4942dc6df3c7"), part.ContentType, part.Content.Length);

    private static StepPayload Answer(JsonNode body) =>
        new() { Response = new HttpResponseRecord(200, new Dictionary<string, string>(), body) };
}
