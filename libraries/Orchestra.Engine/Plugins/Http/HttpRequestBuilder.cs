using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.Templates;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Outbound;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>Renders a step's request. The same attempt always renders the same bytes.</summary>
internal static class HttpRequestBuilder
{
    private const string CorrelationHeader = "x-correlation-id";
    private const string IdempotencyHeader = "Idempotency-Key";

    public static RequestBuild Build(StepExecution execution)
    {
        var step = execution.Step;
        var plan = execution.Context.Plan;
        var endpoint = step.EndpointRef is { } reference ? plan.Endpoints.GetValueOrDefault(RunPlan.EndpointKey(reference)) : null;
        if (step.EndpointRef is not null && endpoint is null)
        {
            return Refuse(
                $"the plan has no endpoint {step.EndpointRef.ServiceName} {step.EndpointRef.EndpointName}: generate the suite with its spec"
            );
        }

        var tree = JsonSerializer.SerializeToNode(step.Action.InputTemplate, OrchestraJson.Options);
        if (!Template.TryParse(tree, out var template, out var faults))
        {
            return Refuse(faults);
        }

        if (!template.TryRender(execution.Context.For(step, execution.Attempt, execution.StartedAt, "input"), out var rendered, out faults))
        {
            return MissingOutput(template, execution.Context) switch
            {
                null => Refuse(faults),
                var alias when IsInFlight(alias, execution) => Refuse(
                    $"the step {alias} is in flight (FIRE_AND_FORGET): its answer is read after a BARRIER that tracks it"
                ),
                var alias => Skip(alias, execution.Context),
            };
        }

        var input = (JsonObject)rendered.Value!;
        var problems = new List<string>();
        var method = endpoint?.Method ?? Text(input["method"])?.ToUpperInvariant() ?? "GET";
        var url = UrlOf(step, plan, endpoint, input, problems);
        if (problems.Count > 0)
        {
            return Refuse(string.Join("; ", problems));
        }

        var body =
            input.TryGetPropertyValue("body", out var value) && value is not null
                ? Encoding.UTF8.GetBytes(value.ToJsonString(OrchestraJson.Options))
                : null;
        var headers = HeadersOf(execution, method, input, body is not null);
        var masker = new Masker(plan.Environment.Mask, endpoint?.CredentialNames);
        var record = new HttpRequestRecord(method, masker.Url(url), masker.Headers(Joined(headers)), value?.DeepClone());
        var outbound = new OutboundRequest(method, url)
        {
            Headers = headers,
            Body = body,
            // What must not be read by people must not be read by another host either.
            CredentialHeaders = [.. headers.Select(header => header.Key).Where(masker.HidesHeader)],
        };
        return new RequestBuild(new BuiltRequest(outbound, new StepPayload { Request = record }, endpoint, masker), null);
    }

    /// <summary>Headers of one name joined by a comma, as the journal keeps them.</summary>
    public static Dictionary<string, string> Joined(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers
            .GroupBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.Select(header => header.Value)), StringComparer.Ordinal);

    private static string UrlOf(ScenarioStep step, RunPlan plan, SpecEndpoint? endpoint, JsonObject input, List<string> problems)
    {
        if (Text(input["url"]) is { } absolute)
        {
            return absolute;
        }

        var path = endpoint?.Path ?? Text(input["path"]) ?? "";
        var baseUrl = "";
        if (step.EndpointRef is { } reference && !plan.Environment.ServiceUrls.TryGetValue(reference.ServiceName, out baseUrl))
        {
            problems.Add($"the environment has no URL for the service {reference.ServiceName}");
        }
        else if (step.EndpointRef is null)
        {
            problems.Add("the step names no endpoint and no url");
        }

        return (baseUrl ?? "").TrimEnd('/')
            + WithParameters(path, input["pathParams"] as JsonObject, problems)
            + QueryOf(input["query"] as JsonObject);
    }

    private static string WithParameters(string path, JsonObject? values, List<string> problems)
    {
        var url = new StringBuilder();
        for (var i = 0; i < path.Length; )
        {
            var end = path[i] == '{' ? path.IndexOf('}', i) : -1;
            if (end < 0)
            {
                url.Append(path[i++]);
                continue;
            }

            var name = path[(i + 1)..end];
            if (Text(values?[name]) is { Length: > 0 } value)
            {
                url.Append(Uri.EscapeDataString(value));
            }
            else
            {
                problems.Add($"the path parameter {name} has no value");
            }

            i = end + 1;
        }

        return url.ToString();
    }

    private static string QueryOf(JsonObject? values)
    {
        var pairs = new List<string>();
        foreach (var (name, value) in values ?? [])
        {
            foreach (var item in value is JsonArray items ? items.ToArray() : [value])
            {
                if (Text(item) is { } text)
                {
                    pairs.Add(Uri.EscapeDataString(name) + "=" + Uri.EscapeDataString(text));
                }
            }
        }

        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);
    }

    private static List<KeyValuePair<string, string>> HeadersOf(StepExecution execution, string method, JsonObject input, bool hasBody)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Accept"] = "application/json, */*;q=0.5" };
        if (hasBody)
        {
            headers["Content-Type"] = "application/json";
        }

        foreach (var (name, value) in input["headers"] as JsonObject ?? [])
        {
            if (Text(value) is { } text)
            {
                headers[name] = text;
            }
        }

        var cookies = (input["cookies"] as JsonObject ?? []).Select(cookie => $"{cookie.Key}={Text(cookie.Value)}").ToList();
        if (cookies.Count > 0)
        {
            headers["Cookie"] = string.Join("; ", cookies);
        }

        headers[CorrelationHeader] = execution.Context.Identity.CorrelationId;
        headers["traceparent"] = TraceParent(execution);
        if (method is not ("GET" or "HEAD" or "OPTIONS") && execution.Step.Action.Meta.IdempotencyKey != "off")
        {
            headers[IdempotencyHeader] = execution.IdempotencyKey;
        }

        return [.. headers];
    }

    // The run's id is the trace's, so that a trace is found by it and a re-send renders the same bytes (W3C Trace Context, 3.2).
    private static string TraceParent(StepExecution execution)
    {
        var span = (uint)execution.Step.OrderIndex + 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"00-{execution.Context.Identity.RunId:N}-{span:x8}{(uint)execution.Attempt:x8}-01"
        );
    }

    // A missing value is the earlier step's fault when that step did not bring one: then this one says nothing about the SUT.
    private static string? MissingOutput(Template template, ExecutionContext context) =>
        template
            .References.Where(reference => reference is { Root: "steps", Name: not null, HasDefault: false })
            .Select(reference => reference.Name!)
            .FirstOrDefault(alias => !context.HasOutputOf(alias));

    // A fault of the plan: the answer may be there or not, so nobody may read it yet.
    private static bool IsInFlight(string alias, StepExecution execution) =>
        execution.Context.StatusOf(alias) is null
        && execution.Context.Plan.Steps.Any(step =>
            step.Alias == alias && step.OrderIndex < execution.Step.OrderIndex && step.Action.Mode == ActionMode.FireAndForget
        );

    private static RequestBuild Skip(string alias, ExecutionContext context)
    {
        var was = context.StatusOf(alias) switch
        {
            null => "which has not run",
            StepStatus.Passed or StepStatus.Flaky => "whose effect was verified and whose answer nobody saw",
            { } status => $"which is {status.ToString().ToUpperInvariant()}",
        };
        var payload = new StepPayload { Reason = $"it needs an output of the step {alias}, {was}" };
        return new RequestBuild(null, new StepVerdict(StepStatus.Skipped, payload));
    }

    private static RequestBuild Refuse(IReadOnlyList<LanguageFault> faults) => Refuse([.. faults.Select(fault => fault.ToString())]);

    private static RequestBuild Refuse(params string[] messages) =>
        new(
            null,
            new StepVerdict(
                StepStatus.Broken,
                new StepPayload
                {
                    Violations = [.. messages.Select(message => new Violation(ViolationType.ValidationError, "input", message))],
                    Reason = "nothing was sent",
                }
            )
        );

    private static string? Text(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            _ => node.ToJsonString(OrchestraJson.Options),
        };
}
