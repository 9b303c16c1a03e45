using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Language.Templates;
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
}
