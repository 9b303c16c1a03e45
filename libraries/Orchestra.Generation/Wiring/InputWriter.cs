using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Wiring;

/// <summary>Turns the values of a call into templates: ids from earlier answers, everything else from the data set or the value itself.</summary>
/// <param name="earlier">The steps before, in order.</param>
/// <param name="notWired">Told of each path parameter that no step gives.</param>
internal sealed class InputWriter(IReadOnlyList<EarlierStep> earlier, Action<string> notWired)
{
    public StepInput Write(SpecEndpoint endpoint, EndpointInput input)
    {
        var byPlace = input.Parameters.ToLookup(p => p.Parameter.In, StringComparer.Ordinal);
        return new StepInput
        {
            PathParams = byPlace["path"].ToDictionary(p => p.Parameter.Name, p => PathValue(endpoint, p), StringComparer.Ordinal),
            Query = Named(byPlace["query"].SelectMany(QueryValues)),
            Headers = Named(byPlace["header"].Select(p => (p.Parameter.Name, Value([p.Parameter.Name], Flat(p.Value), null)))),
            Cookies = Named(byPlace["cookie"].Select(p => (p.Parameter.Name, Value([p.Parameter.Name], Flat(p.Value), null)))),
            Body = input.HasBody ? Body(input.Body) : null,
        };
    }

    private static Dictionary<string, JsonNode?> Named(IEnumerable<(string Name, JsonNode? Value)> values)
    {
        var named = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            named.TryAdd(name, value);
        }

        return named;
    }

    private JsonNode? PathValue(SpecEndpoint endpoint, (SpecParameter Parameter, JsonNode? Value) parameter)
    {
        var name = parameter.Parameter.Name;
        var reference = new Reference(name, PathTemplate.Of(endpoint.Path).SegmentBefore(name), true, null);
        if (IdWiring.Find(reference, earlier) is { } wired)
        {
            return wired;
        }

        notWired(name);
        return TemplateText.DataOr([name], Flat(parameter.Value));
    }

    // An object becomes a parameter for each of its members, which is how OpenAPI writes it by default.
    private IEnumerable<(string Name, JsonNode? Value)> QueryValues((SpecParameter Parameter, JsonNode? Value) parameter)
    {
        var name = parameter.Parameter.Name;
        return parameter.Value switch
        {
            JsonObject members => members.Select(member => (member.Key, Value([name, member.Key], Flat(member.Value), name))),
            JsonArray items => [(name, new JsonArray([.. items.Select((item, i) => Value([name, i], Flat(item), null))]))],
            _ => [(name, Value([name], parameter.Value, null))],
        };
    }

    private JsonNode? Body(JsonNode? body) => body is JsonObject members ? Members(members, [], null) : Value(["body"], body, null);

    private JsonNode? Value(IReadOnlyList<object> path, JsonNode? value, string? owner)
    {
        switch (value)
        {
            case JsonObject members:
                return Members(members, path, path.OfType<string>().LastOrDefault());
            case JsonArray items:
                return new JsonArray([.. items.Select((item, i) => Value([.. path, i], item, owner))]);
            default:
                var name = path.OfType<string>().Last();
                return IdWiring.Find(new Reference(name, owner, false, TypeOf(value)), earlier) ?? TemplateText.DataOr(path, value);
        }
    }

    private JsonObject Members(JsonObject members, IReadOnlyList<object> path, string? owner)
    {
        var written = new JsonObject();
        foreach (var (name, value) in members)
        {
            written[name] = Value([.. path, name], value, owner);
        }

        return written;
    }

    // Paths, headers and cookies carry scalars only.
    private static JsonNode? Flat(JsonNode? value) => value is JsonObject or JsonArray ? JsonValue.Create(value.ToJsonString()) : value;

    private static string? TypeOf(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => null,
        };
}
