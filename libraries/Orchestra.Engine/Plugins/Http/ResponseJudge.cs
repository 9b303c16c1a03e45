using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>Judges an answer: status first, then the contract, then the rules. Everything that is wrong is told, not only the first.</summary>
internal sealed class ResponseJudge(ContractChecker contracts)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 200 };

    public StepVerdict Judge(StepExecution execution, BuiltRequest request, OutboundResponse came)
    {
        var step = execution.Step;
        var (response, undecodable) = ContentCoding.Decode(
            came,
            execution.Step.Action.Meta.MaxBodyBytes ?? HttpStepExecutor.DefaultMaxBodyBytes
        );
        var headers = HttpRequestBuilder.Joined(response.Headers);
        var (body, unstorable) = BodyOf(headers, response);
        unstorable = undecodable ?? unstorable;
        var record = new HttpResponseRecord(response.StatusCode, request.Masker.Headers(headers), body, response.Truncated);
        var payload = request.Payload with { Response = record };
        if (StatusViolation(step.Expectations.ExpectedStatusCode, response.StatusCode) is { } wrong)
        {
            // With another status the rest would only repeat that this is not the answer which was asked for.
            return Told(payload, unstorable is null ? [wrong] : [wrong, unstorable]);
        }

        return unstorable is null
            ? ResultJudge.Judge(execution, payload, contracts.Check(step, request.Endpoint, record, headers, response.Body))
            : Told(payload, [unstorable]);
    }

    private static StepVerdict Told(StepPayload payload, IReadOnlyList<Violation> violations) =>
        new(StepVerdict.StatusOf(violations), payload with { Violations = violations });

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
}
