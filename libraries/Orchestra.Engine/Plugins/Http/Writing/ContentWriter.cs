using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http.Writing;

/// <summary>Writes a request's body: JSON, a text, a form, parts or bytes. The same attempt always writes the same.</summary>
internal static class ContentWriter
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Parts = "multipart/form-data";
    private const string Binary = "application/octet-stream";

    private static readonly string[] Members = ["body", "bodyBase64", "form", "multipart"];

    /// <summary>The body; null where the step has none.</summary>
    /// <param name="execution">The attempt.</param>
    /// <param name="endpoint">The operation; null for none.</param>
    /// <param name="input">The rendered input.</param>
    /// <param name="problems">What cannot be written.</param>
    public static RequestContent? Of(StepExecution execution, SpecEndpoint? endpoint, JsonObject input, List<string> problems)
    {
        var given = Members.Where(member => input[member] is not null).ToList();
        if (given.Count > 1)
        {
            problems.Add($"the input has {string.Join(" and ", given)}: a request has one body");
        }

        if (given is not [var only])
        {
            return null;
        }

        var value = input[only]!;
        var named = NamedType(input);
        return only switch
        {
            "bodyBase64" => OfBytes(named ?? DeclaredType(endpoint, null) ?? Binary, StepInputs.Text(value)!, problems),
            "form" => FormWriter.Write(value.AsObject(), named ?? Form, EncodingOf(endpoint, Form)),
            "multipart" => PartsWriter.Write(execution, [.. value.AsArray()], named ?? Parts, EncodingOf(endpoint, Parts), problems),
            _ => OfBody(execution, endpoint, named, value, problems),
        };
    }

    private static RequestContent? OfBody(
        StepExecution execution,
        SpecEndpoint? endpoint,
        string? named,
        JsonNode value,
        List<string> problems
    )
    {
        var type = named ?? DeclaredType(endpoint, value) ?? Json;
        var bare = MediaMatch.Bare(type);
        if (JsonMediaTypes.IsJson(type))
        {
            return new RequestContent(Encoding.UTF8.GetBytes(value.ToJsonString(OrchestraJson.Options)), type, value.DeepClone(), value);
        }

        if (value is JsonObject members && bare.Equals(Form, StringComparison.OrdinalIgnoreCase))
        {
            return FormWriter.Write(members, type, EncodingOf(endpoint, Form));
        }

        if (value is JsonObject fields && bare.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            var parts = fields.SelectMany(field =>
                (field.Value is JsonArray items ? items.ToArray() : [field.Value])
                    .Where(item => item is not null)
                    .Select(item => (JsonNode)new JsonObject { ["name"] = field.Key, ["value"] = item!.DeepClone() })
            );
            return PartsWriter.Write(execution, [.. parts], type, EncodingOf(endpoint, bare), problems);
        }

        if (value is JsonObject or JsonArray)
        {
            problems.Add($"a body of the type {bare} is written as a text, or as bytes in bodyBase64");
            return null;
        }

        var text = StepInputs.Text(value)!;
        return new RequestContent(Encoding.UTF8.GetBytes(text), type, JsonValue.Create(text), value);
    }

    private static RequestContent? OfBytes(string type, string text, List<string> problems)
    {
        var bytes = Decode(text);
        if (bytes is null)
        {
            problems.Add("bodyBase64 is no base64");
            return null;
        }

        return new RequestContent(bytes, type, new JsonObject { ["base64"] = text }, null);
    }

    /// <summary>The bytes of a base64 text; null where it is none.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }

    /// <summary>The Content-Type that the step's own headers name.</summary>
    private static string? NamedType(JsonObject input) =>
        (input["headers"] as JsonObject ?? [])
            .Where(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            .Select(header => StepInputs.Text(header.Value))
            .FirstOrDefault(type => !string.IsNullOrEmpty(type));

    // A range says nothing; of several types the reader has put the JSON one in front, which an object, an array or nothing at all means.
    private static string? DeclaredType(SpecEndpoint? endpoint, JsonNode? value)
    {
        if (endpoint?.RequestBody is not { } body)
        {
            return null;
        }

        var types = MediaMatch.Of(body).Select(media => media.ContentType).Where(type => !type.Contains('*', StringComparison.Ordinal));
        return value is null
            ? types.FirstOrDefault(type => !JsonMediaTypes.IsJson(type))
            : types.FirstOrDefault(type => type == body.ContentType);
    }

    private static IReadOnlyDictionary<string, SpecEncoding>? EncodingOf(SpecEndpoint? endpoint, string type) =>
        endpoint?.RequestBody is { } body ? MediaMatch.Find(body, type)?.Encoding : null;
}
