using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Language.Rules;
using Orchestra.Engine.Masking;
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
        var record = RecordOf(execution, response);
        var violations = new List<Violation>();
        IReadOnlyList<string>? observed = null;
        if (StatusViolation(step.Expectations.ExpectedStatusCode, response.StatusCode) is { } wrong)
        {
            // With another status the rest would only repeat that this is not the answer which was asked for.
            violations.Add(wrong);
        }
        else
        {
            violations.AddRange(_contracts.Check(step, request.Endpoint, response, record));
            var broken = JudgeRules(execution, record);
            violations.AddRange(broken);
            observed = broken.Count == 0 ? step.Action.Meta.Evidence : null;
        }

        var payload = request.Payload with { Response = record, Violations = violations, ObservedEdges = observed };
        return new StepVerdict(StepVerdict.StatusOf(violations), payload);
    }

    private static HttpResponseRecord RecordOf(StepExecution execution, OutboundResponse response)
    {
        var masker = new Masker(execution.Context.Plan.Environment.Mask);
        var headers = HttpRequestBuilder.Joined(response.Headers);
        return new HttpResponseRecord(response.StatusCode, masker.Headers(headers), BodyOf(headers, response), response.Truncated);
    }

    private static JsonNode? BodyOf(Dictionary<string, string> headers, OutboundResponse response)
    {
        if (response.Body.Length == 0)
        {
            return null;
        }

        var type = headers.GetValueOrDefault("content-type") ?? "";
        if (!response.Truncated && IsJson(type))
        {
            try
            {
                return JsonNode.Parse(response.Body.Span, documentOptions: Strict);
            }
            catch (JsonException)
            {
                // Kept as text: the contract check says that it is not JSON.
                return JsonValue.Create(Encoding.UTF8.GetString(response.Body.Span));
            }
        }

        return JsonValue.Create(IsText(type) ? Encoding.UTF8.GetString(response.Body.Span) : Convert.ToBase64String(response.Body.Span));
    }

    internal static bool IsJson(string contentType)
    {
        var type = contentType.Split(';')[0].Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

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

    private static List<Violation> JudgeRules(StepExecution execution, HttpResponseRecord record)
    {
        var violations = new List<Violation>();
        var rules = execution.Step.Expectations.BusinessRules;
        for (var i = 0; i < rules.Count; i++)
        {
            var section = string.Create(CultureInfo.InvariantCulture, $"rule{i}");
            var context = execution.Context.For(execution.Step, execution.Attempt, execution.StartedAt, section, record);
            var outcome = CompiledRule
                .Compile(rules[i].Left, rules[i].Op, rules[i].Right, rules[i].Match, rules[i].Message)
                .Evaluate(context);
            if (!outcome.Passed)
            {
                violations.Add(ViolationOf(outcome));
            }
        }

        return violations;
    }

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
