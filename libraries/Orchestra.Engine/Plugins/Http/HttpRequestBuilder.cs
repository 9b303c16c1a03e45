using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Http.Writing;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>Renders a step's request. The same attempt always renders the same bytes.</summary>
internal sealed class HttpRequestBuilder(RequestCheck check)
{
    public RequestBuild Build(StepExecution execution)
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
        var url = UrlWriter.Of(step, plan, endpoint, input, problems);
        var content = ContentWriter.Of(execution, endpoint, input, problems);
        if (problems.Count > 0)
        {
            return new RequestBuild(null, StepInputs.Refuse(string.Join("; ", problems)));
        }

        var headers = HeadersOf(execution, endpoint, method, input, content);
        var masker = new Masker(plan.Environment.Mask, endpoint?.CredentialNames);
        var record = new HttpRequestRecord(method, masker.Url(url), masker.Headers(Joined(headers)), content?.Record);
        var outbound = new OutboundRequest(method, url)
        {
            Headers = headers,
            Body = content?.Bytes,
            // What must not be read by people must not be read by another host either.
            CredentialHeaders = [.. headers.Select(header => header.Key).Where(masker.HidesHeader)],
        };
        var request = new BuiltRequest(outbound, new StepPayload { Request = record }, endpoint, masker);
        return check.Refusal(execution, endpoint, request, input, content) is { } wrong
            ? new RequestBuild(null, wrong)
            : new RequestBuild(request, null);
    }

    /// <summary>Headers of one name joined by a comma, as the journal keeps them.</summary>
    public static Dictionary<string, string> Joined(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers
            .GroupBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.Select(header => header.Value)), StringComparer.Ordinal);

    private static List<KeyValuePair<string, string>> HeadersOf(
        StepExecution execution,
        SpecEndpoint? endpoint,
        string method,
        JsonObject input,
        RequestContent? content
    )
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Accept"] = "application/json, */*;q=0.5" };
        foreach (var (name, value) in input["headers"] as JsonObject ?? [])
        {
            var parameter = UrlWriter.Declared(endpoint, "header", name);
            if ((parameter is null ? StepInputs.Text(value) : ParameterWriter.Header(value, parameter)) is { } text)
            {
                headers[name] = text;
            }
        }

        if (content is not null)
        {
            // The step's own, which a multipart body's boundary is added to.
            headers["Content-Type"] = content.ContentType;
        }

        var cookies = (input["cookies"] as JsonObject ?? [])
            .SelectMany(cookie => ParameterWriter.Cookie(cookie.Key, cookie.Value, UrlWriter.Declared(endpoint, "cookie", cookie.Key)))
            .Select(cookie => $"{cookie.Key}={cookie.Value}")
            .ToList();
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
