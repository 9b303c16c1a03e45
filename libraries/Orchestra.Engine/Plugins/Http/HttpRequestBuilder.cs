using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>Renders a step's request. The same attempt always renders the same bytes.</summary>
internal static class HttpRequestBuilder
{
    public static RequestBuild Build(StepExecution execution)
    {
        var (step, plan) = (execution.Step, execution.Context.Plan);
        var (endpoint, refusal) = StepInputs.Endpoint(execution);
        JsonObject? input = null;
        if (refusal is null)
        {
            (input, refusal) = StepInputs.Render(execution);
        }

        if (input is null)
        {
            return new RequestBuild(null, refusal);
        }

        var problems = new List<string>();
        var method = endpoint?.Method ?? StepInputs.Text(input["method"])?.ToUpperInvariant() ?? "GET";
        var url = UrlOf(step, plan, endpoint, input, problems);
        if (problems.Count > 0)
        {
            return new RequestBuild(null, StepInputs.Refuse(string.Join("; ", problems)));
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
        if (StepInputs.Text(input["url"]) is { } absolute)
        {
            return absolute;
        }

        var path = endpoint?.Path ?? StepInputs.Text(input["path"]) ?? "";
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
            if (StepInputs.Text(values?[name]) is { Length: > 0 } value)
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
                if (StepInputs.Text(item) is { } text)
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
            if (StepInputs.Text(value) is { } text)
            {
                headers[name] = text;
            }
        }

        var cookies = (input["cookies"] as JsonObject ?? []).Select(cookie => $"{cookie.Key}={StepInputs.Text(cookie.Value)}").ToList();
        if (cookies.Count > 0)
        {
            headers["Cookie"] = string.Join("; ", cookies);
        }

        headers[CallMarks.CorrelationHeader] = execution.Context.Identity.CorrelationId;
        headers[CallMarks.TraceHeader] = CallMarks.TraceParent(execution);
        if (method is not ("GET" or "HEAD" or "OPTIONS") && execution.Step.Action.Meta.IdempotencyKey != "off")
        {
            headers[CallMarks.IdempotencyHeader] = execution.IdempotencyKey;
        }

        return [.. headers];
    }
}
