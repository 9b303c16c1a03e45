using System.Globalization;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Language.Rules;
using Orchestra.Engine.Language.Templates;

namespace Orchestra.Engine.Plugins.Steps;

/// <summary>Judges what came by the step's rules and takes its exports, the same way for every channel.</summary>
internal static class ResultJudge
{
    /// <summary>The verdict over a payload whose response, rows or message is set. Everything that is wrong is told, not only the first.</summary>
    /// <param name="execution">The attempt.</param>
    /// <param name="payload">What was sent and came.</param>
    /// <param name="violations">What was wrong before the rules: the contract.</param>
    public static StepVerdict Judge(StepExecution execution, StepPayload payload, IReadOnlyList<Violation> violations)
    {
        var step = execution.Step;
        var all = new List<Violation>(violations);
        // The answer is copied for whoever reads it: not for nobody.
        var isRead = step.Expectations.BusinessRules.Count > 0 || step.Action.Meta.ExportAs is { Count: > 0 };
        var own = execution.Context.For(step, execution.Attempt, execution.StartedAt, "exports", isRead ? payload : null);
        var rules = JudgeRules(step.Expectations.BusinessRules, own);
        all.AddRange(rules.Where(rule => !rule.Passed).Select(ViolationOf));
        var evidence = EvidenceVerdict.Of(step, rules);
        // A poll that goes on has nothing to give away yet.
        var exports = all.Count == 0 ? ExportsOf(step.Action.Meta.ExportAs, own, all) : null;
        return new StepVerdict(
            StepVerdict.StatusOf(all),
            payload with
            {
                Violations = all,
                ObservedEdges = evidence.Observed,
                BrokenEdges = evidence.Broken,
                Exports = exports,
            }
        );
    }

    /// <summary>Whether the step's rules hold for one of several results: a message among others. Nothing is exported.</summary>
    public static bool Holds(StepExecution execution, StepPayload candidate)
    {
        var own = execution.Context.For(execution.Step, execution.Attempt, execution.StartedAt, "exports", candidate);
        return JudgeRules(execution.Step.Expectations.BusinessRules, own).All(rule => rule.Passed);
    }

    private static JsonObject? ExportsOf(IReadOnlyDictionary<string, JsonNode?>? exportAs, RenderContext own, List<Violation> violations)
    {
        if (exportAs is not { Count: > 0 })
        {
            return null;
        }

        var exports = new JsonObject();
        foreach (var (name, tree) in exportAs)
        {
            // Each in a section of its own: an export that is added changes no random value of another.
            var context = own with
            {
                Section = "export|" + name,
            };
            RenderedValue? rendered = null;
            if (Template.TryParse(tree, out var template, out var faults) && template.TryRender(context, out rendered, out faults))
            {
                exports[name] = rendered.Value?.DeepClone();
            }
            else
            {
                violations.AddRange(
                    faults.Select(fault => new Violation(ViolationType.ValidationError, "export", $"export {name}: {fault}"))
                );
            }
        }

        return exports;
    }

    private static RuleOutcome[] JudgeRules(IReadOnlyList<BusinessRule> rules, RenderContext own) =>
        [
            .. rules.Select(
                (rule, i) =>
                    CompiledRule
                        .Compile(rule.Left, rule.Op, rule.Right, rule.Match, rule.Message)
                        .Evaluate(own with { Section = string.Create(CultureInfo.InvariantCulture, $"rule{i}") })
            ),
        ];

    private static Violation ViolationOf(RuleOutcome outcome) =>
        outcome.Verdict == RuleVerdict.Faulty
            ? new Violation(
                ViolationType.ValidationError,
                "rule",
                $"the rule cannot be judged: {string.Join("; ", outcome.Faults.Select(fault => fault.ToString()))}"
            )
            : new Violation(
                ViolationType.BusinessRuleViolation,
                "rule." + outcome.Op,
                outcome.Explanation,
                outcome.RightValue?.DeepClone(),
                outcome.LeftValue?.DeepClone(),
                new JsonObject
                {
                    ["left"] = outcome.Left,
                    ["op"] = outcome.Op,
                    ["right"] = outcome.Right,
                    ["leftPaths"] = new JsonArray([.. outcome.LeftPaths.Select(path => JsonValue.Create(path))]),
                    ["rightPaths"] = new JsonArray([.. outcome.RightPaths.Select(path => JsonValue.Create(path))]),
                }
            );
}
