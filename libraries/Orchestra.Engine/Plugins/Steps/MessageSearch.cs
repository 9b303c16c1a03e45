using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;

namespace Orchestra.Engine.Plugins.Steps;

/// <summary>
/// Goes through messages one by one until one counts, and remembers the nearest of the others: what an assertion that ran out tells.
/// Only those are kept, so that a long queue is not held in memory.
/// </summary>
/// <param name="execution">The assertion.</param>
/// <param name="correlationId">Only messages with it count; null for any.</param>
/// <param name="byRules">Whether the step's rules choose the message; else they judge the first one.</param>
/// <param name="otherwise">Why a message does not count besides; null where it does.</param>
internal sealed class MessageSearch(
    StepExecution execution,
    string? correlationId,
    bool byRules = true,
    Func<JsonObject, string?>? otherwise = null
)
{
    private const int Told = 5;
    private const int ToldCharacters = 1000;

    // The nearest first: of this run, then those that came last.
    private readonly List<(bool OfThisRun, string Why, JsonObject Message)> _nearest = [];

    /// <summary>The message that counts; null while there is none.</summary>
    public JsonObject? Found { get; private set; }

    /// <summary>How many were looked at.</summary>
    public int Looked { get; private set; }

    /// <summary>A message of this run that does not count, the last one; null while there is none.</summary>
    public JsonObject? Nearest => _nearest is [{ OfThisRun: true } first, ..] ? first.Message : null;

    /// <summary>What a step's <c>correlationIdExpr</c> asks for: the run's id when absent, null for any.</summary>
    public static (string? CorrelationId, StepVerdict? Refusal) CorrelationOf(StepExecution execution)
    {
        if (execution.Step.Action.Meta.CorrelationIdExpr is not { } expression)
        {
            return (execution.Context.Identity.CorrelationId, null);
        }

        var (value, refusal) = StepInputs.Render(execution, expression, "correlation");
        var text = StepInputs.Text(value);
        return (
            text == "none" ? null : text,
            refusal ?? (text is { Length: > 0 } ? null : StepInputs.Refuse("correlationIdExpr is empty"))
        );
    }

    /// <summary>Looks at a message; true when it is the one.</summary>
    /// <param name="message">With <c>headers</c> and, where its protocol has one, <c>correlationId</c>.</param>
    public bool Offer(JsonObject message)
    {
        Looked++;
        var isOfThisRun = correlationId is null || IsCorrelated(message);
        var why =
            !isOfThisRun ? "it has another correlation id"
            : otherwise?.Invoke(message) is { } other ? other
            : byRules && !ResultJudge.Holds(execution, new StepPayload { Message = message }) ? "the rules do not hold for it"
            : null;
        if (why is null)
        {
            Found = message;
            return true;
        }

        Remember(isOfThisRun, why, message);
        return false;
    }

    /// <summary>What an assertion says that found nothing.</summary>
    /// <param name="type">The channel's.</param>
    /// <param name="where">For example <c>in the queue orders</c>.</param>
    public Violation NotFound(ViolationType type, string where)
    {
        var masker = new Masker(execution.Context.Plan.Environment.Mask);
        var wanted = correlationId is null ? "" : $" with the correlation id {correlationId}";
        return new Violation(
            type,
            "message-not-found",
            $"no message{wanted} for which everything holds {where}: {Looked} looked at{(_nearest.Count > 0 ? ", the nearest are in the details" : "")}",
            Details: new JsonObject
            {
                ["looked"] = Looked,
                ["nearest"] = new JsonArray([
                    .. _nearest.Select(entry => new JsonObject { ["why"] = entry.Why, ["message"] = Shown(masker, entry.Message) }),
                ]),
            }
        );
    }

    private bool IsCorrelated(JsonObject message) =>
        StepInputs.Text(message["correlationId"]) == correlationId
        || (
            message["headers"] is JsonObject headers
            && headers.Any(header =>
                header.Key.Equals(CallMarks.CorrelationHeader, StringComparison.OrdinalIgnoreCase)
                && StepInputs.Text(header.Value) == correlationId
            )
        );

    private void Remember(bool isOfThisRun, string why, JsonObject message)
    {
        var place = isOfThisRun ? 0 : _nearest.TakeWhile(entry => entry.OfThisRun).Count();
        _nearest.Insert(place, (isOfThisRun, why, message));
        if (_nearest.Count > Told)
        {
            _nearest.RemoveAt(Told);
        }
    }

    // Hidden fields are hidden before a long body becomes a piece of text.
    private static JsonObject Shown(Masker masker, JsonObject message)
    {
        var shown = masker.Shown(new StepPayload { Message = message.DeepClone().AsObject() }).Message!;
        foreach (var member in new[] { "body", "value" })
        {
            if (shown[member] is { } value && value.ToJsonString(OrchestraJson.Options) is { Length: > ToldCharacters } text)
            {
                shown[member] = WholeCharacters(text) + "…";
            }
        }

        return shown;
    }

    // Half of a surrogate pair could not be stored.
    private static string WholeCharacters(string text) =>
        text[..(char.IsHighSurrogate(text[ToldCharacters - 1]) ? ToldCharacters - 1 : ToldCharacters)];
}
