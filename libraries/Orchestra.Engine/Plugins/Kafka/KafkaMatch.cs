using System.Text.Json.Nodes;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Language;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>Which message an assertion looks for.</summary>
/// <param name="CorrelationId">Its correlation id; null for any.</param>
/// <param name="Key">Its key; null for any.</param>
/// <param name="Mode">ANY, EXACT or RULES.</param>
/// <param name="Value">EXACT: its value.</param>
internal sealed record KafkaMatch(string? CorrelationId, string? Key, string Mode, JsonNode? Value)
{
    private const string Exact = "EXACT";
    private const string Rules = "RULES";
    private const string Any = "ANY";

    /// <summary>What the step's templates say, or why nothing can be looked for.</summary>
    public static (KafkaMatch? Match, StepVerdict? Refusal) Of(StepExecution execution)
    {
        var meta = execution.Step.Action.Meta;
        var mode = meta.ValueMatcherMode ?? Rules;
        if (mode is not (Exact or Rules or Any) || !KafkaFormat.IsKnown(meta.Format) || meta.From is not (null or "ACTION" or "EARLIEST"))
        {
            return (
                null,
                StepInputs.Refuse(
                    "valueMatcherMode is ANY, EXACT or RULES, format is json, string or binary, and from is ACTION or EARLIEST"
                )
            );
        }

        var (correlationId, refusal) = MessageSearch.CorrelationOf(execution);
        JsonNode? key = null;
        if (refusal is null && meta.KeyExpression is { } expression)
        {
            (key, refusal) = StepInputs.Render(execution, expression, "key");
        }

        JsonObject? input = null;
        if (refusal is null && mode == Exact)
        {
            (input, refusal) = StepInputs.Render(execution);
        }

        return refusal is null
            ? (new KafkaMatch(correlationId, StepInputs.Text(key), mode, input?["value"]?.DeepClone()), null)
            : (null, refusal);
    }

    /// <summary>A search that has seen nothing.</summary>
    public MessageSearch NewSearch(StepExecution execution) => new(execution, CorrelationId, byRules: Mode == Rules, Otherwise);

    /// <summary>The same for the journal.</summary>
    public JsonObject Sought(string topic)
    {
        var sought = new JsonObject { ["topic"] = topic, ["correlationId"] = CorrelationId };
        if (Key is not null)
        {
            sought["key"] = Key;
        }

        if (Mode == Exact)
        {
            sought["value"] = Value?.DeepClone();
        }

        return sought;
    }

    private string? Otherwise(JsonObject message) =>
        Key is not null && StepInputs.Text(message["key"]) != Key ? "it has another key"
        : Mode == Exact && !IsValue(message) ? "it has another value"
        : null;

    private bool IsValue(JsonObject message)
    {
        try
        {
            return message["truncated"] is null
                && JsonEquality.AreEqual(Value, message["value"], new EvaluationBudget(LanguageLimits.Default));
        }
        catch (EvaluationException)
        {
            // Too much to compare: whoever reads the nearest messages sees it.
            return false;
        }
    }
}
