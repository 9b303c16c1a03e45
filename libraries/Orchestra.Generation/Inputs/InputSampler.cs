using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Binding;

namespace Orchestra.Generation.Inputs;

/// <summary>Values for an endpoint's parameters and body, the same for the same seed.</summary>
internal sealed class InputSampler(int seed, Action<ImportWarning> warn)
{
    // The executor sets the key itself, and OpenAPI says that the others are not parameters.
    private static readonly HashSet<string> _ownHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Idempotency-Key",
        "Accept",
        "Content-Type",
        "Authorization",
    };

    public EndpointInput Sample(SpecEndpoint endpoint)
    {
        var budget = new SamplingBudget(endpoint.EndpointName, warn);
        // proto3 requires nothing: a message of what is required would be an empty one.
        var fillsMessages = endpoint.DescriptorSet is not null;
        var sampler = new SchemaSampler(endpoint.SchemaDocument, endpoint.Dialect, seed, budget, fillsMessages);
        var parameters = endpoint
            .Parameters.Where(p => IsSent(p, sampler))
            .Select(p => (p, sampler.Sample(p.SchemaPointer, p.Example, PlaceOf(endpoint, p), p.Name)))
            .Concat(
                (IsChannel(endpoint) ? [] : Undeclared(endpoint)).Select(p => (p, sampler.Sample(null, null, PlaceOf(endpoint, p), p.Name)))
            )
            .ToList();

        var body = endpoint.RequestBody;
        if (body is null)
        {
            return new EndpointInput(parameters, false, null);
        }

        if (!IsJson(body.ContentType))
        {
            budget.Warn(
                WarningCodes.BodyNotJson,
                string.Empty,
                $"its body is {body.ContentType}; only JSON bodies are generated, so none is sent"
            );
            return new EndpointInput(parameters, false, null);
        }

        if (body.SchemaPointer is null && body.Example is null)
        {
            return new EndpointInput(parameters, body.Required, new JsonObject());
        }

        return new EndpointInput(
            parameters,
            true,
            sampler.Sample(body.SchemaPointer, body.Example, $"{endpoint.EndpointName} body", "value")
        );
    }

    /// <summary>Whether a declared media type is JSON, or leaves it open.</summary>
    public static bool IsJson(string contentType) => JsonMediaTypes.IsJson(contentType) || JsonMediaTypes.IsOpen(contentType);

    private static bool IsSent(SpecParameter parameter, SchemaSampler sampler) =>
        parameter.In switch
        {
            "path" => true,
            "query" => parameter.Required || parameter.Example is not null || sampler.HasExample(parameter.SchemaPointer),
            "header" => parameter.Required && !_ownHeaders.Contains(parameter.Name),
            _ => parameter.Required,
        };

    // The address of a channel is no path of a request.
    private static bool IsChannel(SpecEndpoint endpoint) => endpoint.Method is BoundEndpoint.Publish or BoundEndpoint.Consume;

    // Specs forget to declare path parameters; the path still needs a value.
    private static IEnumerable<SpecParameter> Undeclared(SpecEndpoint endpoint)
    {
        var declared = endpoint.Parameters.Where(p => p.In == "path").Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return PathTemplate.Of(endpoint.Path).Parameters.Where(declared.Add).Select(name => new SpecParameter(name, "path", true, null));
    }

    // One value for /things/{id} whatever is done with it, so that steps which nothing wires still speak of the same thing.
    private static string PlaceOf(SpecEndpoint endpoint, SpecParameter parameter) =>
        parameter.In == "path"
            ? $"path {PathTemplate.Of(endpoint.Path).SegmentBefore(parameter.Name)}/{parameter.Name}"
            : $"{endpoint.EndpointName} {parameter.In} {parameter.Name}";
}
