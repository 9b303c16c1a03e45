using System.Globalization;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Wiring;

/// <summary>The answer that an operation gives when all goes well.</summary>
/// <param name="Status">What to expect: the first 2xx status that the spec declares, else the class.</param>
/// <param name="Response">What the spec declares of it; null for nothing.</param>
internal sealed record SuccessResponse(JsonNode Status, SpecResponse? Response)
{
    /// <summary>The answer's JSON body; null when it has none.</summary>
    public SpecBody? Body { get; } = Response?.Body is { } body && InputSampler.IsJson(body.ContentType) ? body : null;

    /// <summary>Whether it is a 201 that says where the created thing is.</summary>
    public bool SaysWhere =>
        Status is JsonValue status
        && status.TryGetValue(out int code)
        && code == 201
        && Response?.Headers?.Keys.Any(name => name.Equals("Location", StringComparison.OrdinalIgnoreCase)) == true;

    public static SuccessResponse Of(SpecEndpoint endpoint)
    {
        if (endpoint.DescriptorSet is not null)
        {
            return new SuccessResponse(JsonValue.Create("OK"), endpoint.Responses.GetValueOrDefault("0"));
        }

        var exact = endpoint
            .Responses.Where(r =>
                r.Key.Length == 3 && r.Key[0] == '2' && int.TryParse(r.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            )
            .OrderBy(r => r.Key, StringComparer.Ordinal)
            .ToList();
        if (exact.Count > 0)
        {
            return new SuccessResponse(JsonValue.Create(int.Parse(exact[0].Key, CultureInfo.InvariantCulture)), exact[0].Value);
        }

        var other = endpoint
            .Responses.OrderBy(r => r.Key, StringComparer.Ordinal)
            .FirstOrDefault(r => string.Equals(r.Key, "2xx", StringComparison.OrdinalIgnoreCase));
        var fallback = other.Value ?? endpoint.Responses.GetValueOrDefault("default");
        return new SuccessResponse(JsonValue.Create("2xx"), fallback);
    }
}
