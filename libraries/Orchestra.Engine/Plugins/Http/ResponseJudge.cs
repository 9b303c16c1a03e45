using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Language.Rules;
using Orchestra.Engine.Language.Templates;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>Judges an answer: status first, then the contract, then the rules. Everything that is wrong is told, not only the first.</summary>
internal sealed class ResponseJudge
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 200 };

    private readonly ContractChecker _contracts = new();

    public StepVerdict Judge(StepExecution execution, BuiltRequest request, OutboundResponse response)
    {
        var step = execution.Step;
        var headers = HttpRequestBuilder.Joined(response.Headers);
        var (body, unstorable) = BodyOf(headers, response);
        var record = new HttpResponseRecord(response.StatusCode, request.Masker.Headers(headers), body, response.Truncated);
        var violations = new List<Violation>();
        var evidence = EvidenceVerdict.None;
        JsonObject? exports = null;
        if (StatusViolation(step.Expectations.ExpectedStatusCode, response.StatusCode) is { } wrong)
        {
            // With another status the rest would only repeat that this is not the answer which was asked for.
            violations.Add(wrong);
        }
        else if (unstorable is null)
        {
            violations.AddRange(_contracts.Check(step, request.Endpoint, response, record));
            // The answer is copied for whoever reads it: not for nobody.
            var isRead = step.Expectations.BusinessRules.Count > 0 || step.Action.Meta.ExportAs is { Count: > 0 };
            var own = execution.Context.For(step, execution.Attempt, execution.StartedAt, "exports", isRead ? record : null);
            var rules = JudgeRules(step.Expectations.BusinessRules, own);
            violations.AddRange(rules.Where(rule => !rule.Passed).Select(ViolationOf));
            evidence = EvidenceVerdict.Of(step, rules);
            // A poll that goes on has nothing to give away yet.
            exports = violations.Count == 0 ? ExportsOf(step.Action.Meta.ExportAs, own, violations) : null;
        }

        if (unstorable is not null)
        {
            violations.Add(unstorable);
        }

        var payload = request.Payload with
        {
            Response = record,
            Violations = violations,
            ObservedEdges = evidence.Observed,
            BrokenEdges = evidence.Broken,
            Exports = exports,
        };
        return new StepVerdict(StepVerdict.StatusOf(violations), payload);
    }

    // What the journal cannot hold is kept as the text it came as, and nothing is judged by it: whoever takes the run over would not see it.
    private static (JsonNode? Body, Violation? Unstorable) BodyOf(Dictionary<string, string> headers, OutboundResponse response)
    {
        if (response.Body.Length == 0)
        {
            return (null, null);
        }

        var type = headers.GetValueOrDefault("content-type") ?? "";
        if (!response.Truncated && JsonMediaTypes.IsJson(type))
        {
            try
            {
                var body = JsonNode.Parse(response.Body.Span, documentOptions: Strict);
                return StorableJson.FaultOf(body, allowNul: true) is { } fault ? (TextOf(response), Unstorable(fault)) : (body, null);
            }
            catch (InvalidOperationException)
            {
                // The reader compares names, and cannot read this one.
                return (TextOf(response), Unstorable(StorableJson.SurrogateFault));
            }
            catch (JsonException)
            {
                // Kept as text: the contract check says that it is not JSON.
                return (TextOf(response), null);
            }
        }

        return (IsText(type) ? TextOf(response) : JsonValue.Create(Convert.ToBase64String(response.Body.Span)), null);
    }

    private static JsonValue TextOf(OutboundResponse response) => JsonValue.Create(Encoding.UTF8.GetString(response.Body.Span));

    private static Violation Unstorable(string fault) =>
        new(ViolationType.ValidationError, "body-unstorable", $"the body cannot be judged: it {fault}; it is kept as text");

    private static bool IsText(string contentType) =>
        contentType.Length == 0
        || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("json", StringComparison.OrdinalIgnoreCase);

    internal static Violation? StatusViolation(JsonNode? expected, int actual)
    {
        var (holds, text) = expected switch
        {
            null => (actual is >= 200 and <= 299, "2xx"),
            JsonArray list => (list.Any(item => Matches(item, actual)), string.Join(" or ", list.Select(item => item?.ToString()))),
            _ => (Matches(expected, actual), expected.ToString()),
        };
        return holds
            ? null
            : new Violation(
                ViolationType.HttpError,
                "status",
                $"expected status {text}, got {actual}",
                expected?.DeepClone() ?? JsonValue.Create("2xx"),
                JsonValue.Create(actual)
            );
    }

    private static bool Matches(JsonNode? expected, int actual)
    {
        var text = expected?.ToString() ?? "";
        return text.Length == 3 && text[1..].Equals("xx", StringComparison.OrdinalIgnoreCase)
            ? text[0] - '0' == actual / 100
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == actual;
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
