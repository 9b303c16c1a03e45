using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Language.Templates;
using Orchestra.Engine.Masking;
using Orchestra.Testing.Builders;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Tests.Execution;

internal sealed class ExecutionContextTests
{
    private static readonly RunIdentity Identity = new(
        Guid.Empty,
        Guid.Empty,
        "c",
        new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)
    );

    [Test]
    public void The_next_owner_who_folds_only_the_last_attempt_sees_what_the_last_owner_saw()
    {
        // An answer of the first attempt, none of the second: the live context folds both, a resumed one only the last.
        var step = A.Step("s", "http://x");
        var answered = new StepPayload
        {
            Response = new HttpResponseRecord(500, new Dictionary<string, string>(), new JsonObject { ["id"] = 1 }),
        };
        var live = new ExecutionContext(A.Plan(step), Identity);
        live.Fold(step, StepStatus.Failed, answered);
        live.Fold(step, StepStatus.Broken, new StepPayload());
        var resumed = new ExecutionContext(A.Plan(step), Identity);
        resumed.Fold(step, StepStatus.Broken, new StepPayload());

        Assert.That(Render(live), Is.EqualTo(Render(resumed)).And.EqualTo("none"));
        Assert.That(live.StatusOf("s"), Is.EqualTo(StepStatus.Broken));
        Assert.That(live.Statuses, Is.EqualTo((StepStatus[])[StepStatus.Broken]));

        string Render(ExecutionContext context)
        {
            Assert.That(Template.TryParse(JsonValue.Create("{{ steps.s.response.body.id ?? 'none' }}"), out var template, out _), Is.True);
            Assert.That(template!.TryRender(context.For(step, 1, Identity.StartedAt, "input"), out var rendered, out _), Is.True);
            return rendered!.Value!.ToString();
        }
    }

    [Test]
    public void A_masked_header_is_no_value_and_says_so()
    {
        var first = A.Step("a", "http://x");
        var headers = new Dictionary<string, string> { ["set-cookie"] = Masker.Mask, ["etag"] = "1" };
        var context = new ExecutionContext(A.Plan(first), Identity);
        context.Fold(first, StepStatus.Passed, new StepPayload { Response = new HttpResponseRecord(200, headers, null) });

        var (value, faults) = Try(context, "{{ steps.a.response.headers['set-cookie'] }}");
        var (all, _) = Try(context, "{{ json(steps.a.response.headers) }}");

        Assert.That(value, Is.Null);
        Assert.That(faults.Single(), Does.Contain("steps.a.response.headers['set-cookie'] selects nothing: set-cookie is masked"));
        Assert.That(all, Is.EqualTo("""{"etag":"1"}"""));
    }

    [Test]
    public void A_later_step_reads_the_exports_of_an_earlier_one()
    {
        var first = A.Step("a", "http://x");
        var context = new ExecutionContext(A.Plan(first), Identity);
        context.Fold(first, StepStatus.Passed, new StepPayload { Exports = new JsonObject { ["id"] = "x1" } });

        Assert.That(Try(context, "{{ step.a.exports.id }}").Value, Is.EqualTo("x1"));
    }

    [Test]
    public void What_was_just_answered_reads_as_what_the_journal_gives_back()
    {
        var step = A.Step("a", "http://x");
        var context = new ExecutionContext(A.Plan(step), Identity);
        var body = JsonNode.Parse("""{"zz":1e2,"b":{"y":1,"x":"\u0000"},"a":-0.0}""");
        context.Fold(
            step,
            StepStatus.Passed,
            new StepPayload { Response = new HttpResponseRecord(200, new Dictionary<string, string>(), body) }
        );

        Assert.That(Try(context, "{{ json(steps.a.response.body) }}").Value, Is.EqualTo("""{"a":0.0,"b":{"x":"�","y":1},"zz":100}"""));
    }

    private static (string? Value, IReadOnlyList<string> Faults) Try(ExecutionContext context, string text)
    {
        var template = Template.Parse(JsonValue.Create(text));
        return template.TryRender(context.For(A.Step("s", "http://x"), 1, Identity.StartedAt, "input"), out var rendered, out var faults)
            ? (rendered.Value?.ToString(), [])
            : (null, [.. faults.Select(fault => fault.ToString())]);
    }
}
