using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Wiring;

/// <summary>Turns the values of a call into templates: what earlier answers give, everything else from the data set or the value itself.</summary>
/// <param name="target">What is called.</param>
/// <param name="earlier">The steps before, in order.</param>
/// <param name="answer">The members of what the call answers.</param>
/// <param name="notWired">Told of each path parameter that no step gives.</param>
internal sealed class InputWriter(
    BoundEndpoint target,
    IReadOnlyList<EarlierStep> earlier,
    IReadOnlyList<ResponseField> answer,
    Action<string> notWired
)
{
    private readonly LinkWiring _links = new(target, earlier);
    private readonly List<StepWiring> _wiring = [];

    /// <summary>What was wired, in the order of the input.</summary>
    public IReadOnlyList<StepWiring> Wiring => _wiring;

    public StepInput Write(EndpointInput input)
    {
        var byPlace = input.Parameters.ToLookup(p => p.Parameter.In, StringComparer.Ordinal);
        return new StepInput
        {
            PathParams = byPlace["path"].ToDictionary(p => p.Parameter.Name, PathValue, StringComparer.Ordinal),
            Query = Named("query", byPlace["query"].SelectMany(QueryValues)),
            Headers = Named("header", byPlace["header"].Select(p => (p.Parameter.Name, Scalar("headers", p)))),
            Cookies = Named("cookie", byPlace["cookie"].Select(p => (p.Parameter.Name, Scalar("cookies", p)))),
            Body =
                _links.Body is { } body ? Note("body", body)
                : input.HasBody ? Body(input.Body)
                : null,
        };
    }

    private Dictionary<string, JsonNode?> Named(string place, IEnumerable<(string Name, JsonNode? Value)> values)
    {
        var named = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            named.TryAdd(name, value);
        }

        // A link may give an optional parameter that would not be sent otherwise.
        foreach (var (name, value) in _links.In(place).Where(link => !named.ContainsKey(link.Name)))
        {
            named[name] = Note($"{MemberOf(place)}.{name}", value);
        }

        return named;
    }

    private JsonNode? PathValue((SpecParameter Parameter, JsonNode? Value) parameter)
    {
        var name = parameter.Parameter.Name;
        var template = PathTemplate.Of(target.Spec.Path);
        var reference = new Reference(name, template.SegmentBefore(name), true, null)
        {
            Types = template.Segments is [.., var last] && last == $"{{{name}}}" ? TypesOf(answer) : [],
        };
        if (
            (_links.Find("path", name) ?? LocationWiring.Find(target, reference, earlier) ?? IdWiring.Find(reference, earlier)) is { } wired
        )
        {
            return Note($"pathParams.{name}", wired);
        }

        notWired(name);
        return TemplateText.DataOr([name], Flat(parameter.Value));
    }

    private static IReadOnlyList<IReadOnlyList<string>> TypesOf(IReadOnlyList<ResponseField> answer) =>
        answer.FirstOrDefault(field => field.Path.Count == 1 && !field.IsListed)?.Resources ?? [];

    private JsonNode? Scalar(string member, (SpecParameter Parameter, JsonNode? Value) parameter)
    {
        var name = parameter.Parameter.Name;
        return _links.Find(parameter.Parameter.In, name) is { } linked
            ? Note($"{member}.{name}", linked)
            : Value(member, [name], Flat(parameter.Value), null);
    }

    // An object becomes a parameter for each of its members, which is how OpenAPI writes it by default.
    private IEnumerable<(string Name, JsonNode? Value)> QueryValues((SpecParameter Parameter, JsonNode? Value) parameter)
    {
        var name = parameter.Parameter.Name;
        if (_links.Find("query", name) is { } linked)
        {
            return [(name, Note($"query.{name}", linked))];
        }

        return parameter.Value switch
        {
            JsonObject members => members.Select(member => (member.Key, Value("query", [name, member.Key], Flat(member.Value), name))),
            JsonArray items => [(name, new JsonArray([.. items.Select((item, i) => Value("query", [name, i], Flat(item), null))]))],
            _ => [(name, Value("query", [name], parameter.Value, null))],
        };
    }

    private JsonNode? Body(JsonNode? body) => body is JsonObject members ? Members(members, [], null) : Value(null, ["body"], body, null);

    private JsonNode? Value(string? member, IReadOnlyList<object> path, JsonNode? value, string? owner)
    {
        switch (value)
        {
            case JsonObject members:
                return Members(members, path, path.OfType<string>().LastOrDefault());
            case JsonArray items:
                return new JsonArray([.. items.Select((item, i) => Value(member, [.. path, i], item, owner))]);
            default:
                var name = path.OfType<string>().Last();
                return IdWiring.Find(new Reference(name, owner, false, TypeOf(value)), earlier) is { } wired
                    ? Note(string.Join('.', member is null ? path : [member, .. path]), wired)
                    : TemplateText.DataOr(path, value);
        }
    }

    private JsonObject Members(JsonObject members, IReadOnlyList<object> path, string? owner)
    {
        var written = new JsonObject();
        foreach (var (name, value) in members)
        {
            written[name] = Value("body", [.. path, name], value, owner);
        }

        return written;
    }

    private JsonNode? Note(string at, WiredValue value)
    {
        _wiring.Add(new StepWiring(at, value.Source, value.By));
        return value.Template?.DeepClone();
    }

    private static string MemberOf(string place) => place == "query" ? place : place + "s";

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
