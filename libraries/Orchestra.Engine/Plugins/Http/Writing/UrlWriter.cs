using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http.Writing;

/// <summary>Writes where a request goes.</summary>
internal static class UrlWriter
{
    public static string Of(ScenarioStep step, RunPlan plan, SpecEndpoint? endpoint, JsonObject input, List<string> problems)
    {
        if (StepInputs.Text(input["url"]) is { } absolute)
        {
            return WithQuery(absolute, QueryOf(input["query"] as JsonObject, endpoint));
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
            + PathOf(path, input["pathParams"] as JsonObject, endpoint, problems)
            + QueryOf(input["query"] as JsonObject, endpoint);
    }

    private static string PathOf(string path, JsonObject? values, SpecEndpoint? endpoint, List<string> problems)
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
            var text = ParameterWriter.Path(name, values?[name], Declared(endpoint, "path", name));
            if (string.IsNullOrEmpty(text))
            {
                problems.Add($"the path parameter {name} has no value");
            }
            else if (text is "." or "..")
            {
                problems.Add($"the path parameter {name} is '{text}', which no URL can hold: it means another path");
            }
            else
            {
                url.Append(text);
            }

            i = end + 1;
        }

        return url.ToString();
    }

    private static string QueryOf(JsonObject? values, SpecEndpoint? endpoint)
    {
        var pairs = (values ?? []).SelectMany(member =>
            Declared(endpoint, "query", member.Key) is { } parameter
                ? ParameterWriter.Query(member.Key, member.Value, parameter)
                : Undeclared(member.Key, member.Value)
        );
        var query = string.Join('&', pairs);
        return query.Length == 0 ? "" : "?" + query;
    }

    private static string WithQuery(string url, string query)
    {
        var at = url.IndexOf('#', StringComparison.Ordinal);
        var (address, fragment) = at < 0 ? (url, "") : (url[..at], url[at..]);
        return query.Length > 0 && address.Contains('?', StringComparison.Ordinal)
            ? $"{address}&{query[1..]}{fragment}"
            : address + query + fragment;
    }

    // An object is JSON where nothing says otherwise: its members are no parameters that anybody named.
    private static IEnumerable<string> Undeclared(string name, JsonNode? value) =>
        (value is JsonArray items ? items.ToArray() : [value])
            .Where(item => item is not null)
            .Select(item => $"{Escapes.All(name)}={Escapes.All(StepInputs.Text(item)!)}");

    /// <summary>What the spec says of a parameter; null for nothing.</summary>
    public static SpecParameter? Declared(SpecEndpoint? endpoint, string place, string name) =>
        endpoint?.Parameters.FirstOrDefault(parameter =>
            parameter.In == place
            && string.Equals(parameter.Name, name, place == "header" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
        );
}
