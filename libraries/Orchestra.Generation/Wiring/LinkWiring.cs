using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Wiring;

/// <summary>What the links of earlier answers say of a call: the nearest step's word counts, and of one response the first link's.</summary>
internal sealed class LinkWiring
{
    private static readonly string[] _places = ["path", "query", "header", "cookie"];

    private readonly Dictionary<(string In, string Name), WiredValue> _parameters = [];

    public LinkWiring(BoundEndpoint target, IReadOnlyList<EarlierStep> earlier)
    {
        for (var i = earlier.Count - 1; i >= 0; i--)
        {
            if (!string.Equals(earlier[i].Endpoint.ServiceName, target.ServiceName, StringComparison.Ordinal))
            {
                continue;
            }

            var links = SuccessResponse.Of(earlier[i].Endpoint.Spec).Response?.Links ?? [];
            foreach (var link in links.Where(link => LeadsTo(link, target.Spec)))
            {
                Follow(link, earlier[i], target.Spec);
            }
        }
    }

    /// <summary>The body to send; null where no link says it.</summary>
    public WiredValue? Body { get; private set; }

    /// <summary>The value of a parameter; null where no link says it.</summary>
    public WiredValue? Find(string place, string name) => _parameters.GetValueOrDefault((place, name));

    /// <summary>The parameters of a place that links give a value.</summary>
    public IEnumerable<(string Name, WiredValue Value)> In(string place) =>
        _parameters.Where(entry => entry.Key.In == place).Select(entry => (entry.Key.Name, entry.Value));

    private static bool LeadsTo(SpecLink link, SpecEndpoint target) =>
        link.OperationId is { } id
            ? string.Equals(id, target.OperationId, StringComparison.Ordinal)
            : string.Equals(link.EndpointName, target.EndpointName, StringComparison.Ordinal);

    private void Follow(SpecLink link, EarlierStep step, SpecEndpoint target)
    {
        foreach (var (name, value) in link.Parameters)
        {
            if (PlaceOf(name, target) is { } place && RuntimeExpression.TryWrite(value, step, place.In == "path", out var template))
            {
                _parameters.TryAdd(place, Wired(template));
            }
        }

        if (Body is null && link.RequestBody is { } body && RuntimeExpression.TryWrite(body, step, false, out var written))
        {
            Body =
                written is JsonValue
                    ? Wired(written)
                    : new WiredValue(written, $"the link {link.Name} of steps.{step.Alias}", WiringSource.Link);
        }
    }

    // A bare name is unique in most operations; path.id says which one is meant where it is not.
    private static (string In, string Name)? PlaceOf(string name, SpecEndpoint target)
    {
        var all = target
            .Parameters.Select(parameter => (parameter.In, parameter.Name))
            .Concat(PathTemplate.Of(target.Path).Parameters.Select(parameter => ("path", parameter)));
        foreach (var declared in all.Distinct())
        {
            var (place, own) = declared;
            if (name == own || (name == $"{place}.{own}" && _places.Contains(place)))
            {
                return declared;
            }
        }

        return null;
    }

    private static WiredValue Wired(JsonNode? template) => new(template, TemplateText.Shown(template), WiringSource.Link);
}
