using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language.Templates;
using Orchestra.Engine.Masking;

namespace Orchestra.Engine.Execution;

/// <summary>
/// What templates and rules of a run may read: a fold of the plan and of the journal's ended steps, so that the next owner of a run
/// sees exactly what the last one saw. Used by one thread at a time: a step that is in flight while others go on has a <see cref="Snapshot"/>.
/// </summary>
public sealed class ExecutionContext
{
    private readonly JsonObject _steps;
    private readonly Dictionary<string, StepStatus> _statuses;
    private readonly HashSet<string> _withheld;
    private readonly HashSet<string> _carried;
    private readonly HashSet<string> _unanswered;
    private readonly JsonNode _data;
    private readonly JsonNode _vars;
    private readonly JsonObject _run;

    /// <summary>The context of a run before its first step.</summary>
    /// <param name="plan">The frozen plan.</param>
    /// <param name="identity">The run.</param>
    /// <param name="secrets">The secrets that the plan names; none when absent.</param>
    public ExecutionContext(RunPlan plan, RunIdentity identity, SecretLookup? secrets = null)
    {
        Plan = plan;
        Identity = identity;
        _steps = plan.InitialContext?["steps"]?.DeepClone() as JsonObject ?? [];
        Secrets = secrets ?? SecretLookup.None;
        _statuses = new Dictionary<string, StepStatus>(StringComparer.Ordinal);
        _withheld = (plan.InitialContext?["withheld"] as JsonArray ?? []).Select(path => $"{path}").ToHashSet(StringComparer.Ordinal);
        _carried = _steps.Select(step => step.Key).ToHashSet(StringComparer.Ordinal);
        _unanswered = new HashSet<string>(StringComparer.Ordinal);
        _data = plan.Data.DeepClone();
        _vars = JsonSerializer.SerializeToNode(plan.Environment.Variables, OrchestraJson.Options)!;
        _run = new JsonObject
        {
            ["id"] = identity.RunId.ToString(),
            ["correlationId"] = identity.CorrelationId,
            ["startedAt"] = JsonSerializer.SerializeToNode(identity.StartedAt, OrchestraJson.Options),
        };
    }

    private ExecutionContext(ExecutionContext other)
    {
        (Plan, Identity, Secrets) = (other.Plan, other.Identity, other.Secrets);
        (_data, _vars, _run) = (other._data.DeepClone(), other._vars.DeepClone(), other._run.DeepClone().AsObject());
        _steps = other._steps.DeepClone().AsObject();
        _statuses = new Dictionary<string, StepStatus>(other._statuses, StringComparer.Ordinal);
        _withheld = new HashSet<string>(other._withheld, StringComparer.Ordinal);
        Suite = other.Suite?.DeepClone();
        _carried = other._carried;
        _unanswered = new HashSet<string>(other._unanswered, StringComparer.Ordinal);
    }

    /// <summary>The frozen plan.</summary>
    public RunPlan Plan { get; }

    /// <summary>What runs of the suite run that this one depends on exported (<c>suite</c>); null outside a suite run.</summary>
    public JsonNode? Suite { get; init; }

    /// <summary>The run.</summary>
    public RunIdentity Identity { get; }

    /// <summary>The secrets that the plan names, as they are in this advance of the run.</summary>
    public SecretLookup Secrets { get; }

    /// <summary>The state of an ended step; null for one that has not ended.</summary>
    public StepStatus? StatusOf(string alias) => _statuses.TryGetValue(alias, out var status) ? status : null;

    /// <summary>States of the ended steps.</summary>
    public IReadOnlyCollection<StepStatus> Statuses => _statuses.Values;

    /// <summary>Whether a step brought what others read: it passed and was answered, or its results came with the plan.</summary>
    public bool HasOutputOf(string alias) =>
        StatusOf(alias) switch
        {
            null => _carried.Contains(alias),
            StepStatus.Passed or StepStatus.Flaky => !_unanswered.Contains(alias),
            _ => false,
        };

    /// <summary>The results of some steps for a run that starts with them (<see cref="RunPlan.InitialContext"/>).</summary>
    public JsonObject ResultsOf(IReadOnlyCollection<string> aliases) =>
        new()
        {
            ["steps"] = new JsonObject(
                _steps.Where(step => aliases.Contains(step.Key)).Select(step => KeyValuePair.Create(step.Key, step.Value?.DeepClone()))
            ),
            ["withheld"] = new JsonArray([
                .. _withheld
                    .Where(path => aliases.Any(alias => path.StartsWith(StepPath(alias), StringComparison.Ordinal)))
                    .Order(StringComparer.Ordinal)
                    .Select(path => JsonValue.Create(path)),
            ]),
        };

    /// <summary>What can be read now, with nothing that ends later: for a step that another thread carries out.</summary>
    public ExecutionContext Snapshot() => new(this);

    /// <summary>Takes in an ended step; a later attempt replaces an earlier one.</summary>
    /// <exception cref="InvalidOperationException">A part that others may read is cut: <see cref="PayloadCut.Restore"/> it first.</exception>
    public void Fold(ScenarioStep step, StepStatus status, StepPayload payload)
    {
        if (PayloadCut.Read(payload).Any())
        {
            throw new InvalidOperationException($"the result of {step.Alias} is cut: what stands in its place is not what it answered");
        }

        _statuses[step.Alias] = status;
        // The next owner of the run folds the last attempt only: what an earlier one answered must not outlive it.
        _steps.Remove(step.Alias);
        _unanswered.Remove(step.Alias);
        if (payload.VerifiedBy is not null)
        {
            _unanswered.Add(step.Alias);
        }

        _withheld.RemoveWhere(path => path.StartsWith(StepPath(step.Alias), StringComparison.Ordinal));
        var results = new JsonObject();
        if (payload.Response is { } response)
        {
            results["response"] = ResponseNode(response);
            _withheld.UnionWith(Withheld(StepPath(step.Alias) + "['response']", response));
        }

        if (payload.DbResult is { } rows)
        {
            results["dbResult"] = CanonicalJson.Of(rows);
        }

        if (payload.Message is { } message)
        {
            results["message"] = CanonicalJson.Of(message);
        }

        if (payload.Exports is { } exports)
        {
            results["exports"] = CanonicalJson.Of(exports);
        }

        if (results.Count > 0)
        {
            _steps[step.Alias] = results;
        }
    }

    /// <summary>What the templates of a step see.</summary>
    /// <param name="step">The step.</param>
    /// <param name="attempt">From 1.</param>
    /// <param name="startedAt">Its journaled start.</param>
    /// <param name="section">Which part of the step is rendered: two sections never draw the same random values.</param>
    /// <param name="own">What came to the step itself, in rules and exports.</param>
    public RenderContext For(ScenarioStep step, int attempt, DateTimeOffset startedAt, string section, StepPayload? own = null) =>
        new()
        {
            Data = _data,
            Steps = _steps,
            Suite = Suite,
            Run = _run,
            Vars = _vars,
            Response = own?.Response is { } response ? ResponseNode(response) : null,
            DbResult = own?.DbResult is { } rows ? CanonicalJson.Of(rows) : null,
            Message = own?.Message is { } message ? CanonicalJson.Of(message) : null,
            Withheld = own?.Response is { } came ? new HashSet<string>(_withheld.Concat(Withheld("$['response']", came))) : _withheld,
            Secrets = Secrets.Find,
            StartedAt = startedAt,
            Seed = new RenderSeed(Plan.Seed, step.OrderIndex, attempt),
            Section = section,
        };

    private static string StepPath(string alias) => $"$['steps']['{alias}']";

    // In the form in which the journal gives it back: the owner who saw the answer and the one who reads it there render the same bytes.
    private static JsonObject ResponseNode(HttpResponseRecord response) =>
        new()
        {
            ["statusCode"] = response.StatusCode,
            ["headers"] = CanonicalJson.Of(
                new JsonObject(
                    response
                        .Headers.Where(header => !IsMasked(header))
                        .Select(header => KeyValuePair.Create(header.Key, (JsonNode?)JsonValue.Create(header.Value)))
                )
            ),
            ["body"] = CanonicalJson.Of(response.Body),
        };

    // A mask is no value: sent on, it would be data that nobody gave.
    private static IEnumerable<string> Withheld(string path, HttpResponseRecord response) =>
        response.Headers.Where(IsMasked).Select(header => $"{path}['headers']['{header.Key}']");

    private static bool IsMasked(KeyValuePair<string, string> header) => header.Value == Masker.Mask;
}
