using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>The bank's OpenAPI document, and a plain structural check of answers against it.</summary>
internal sealed class OpenApiFile
{
    private readonly JsonNode _root;
    private readonly Dictionary<string, OpenApiOperation> _operations;

    private OpenApiFile(JsonNode root)
    {
        _root = root;
        _operations = root["paths"]!
            .AsObject()
            .SelectMany(path =>
                path.Value!.AsObject()
                    .Where(entry => entry.Key != "parameters")
                    .Select(entry => new OpenApiOperation(
                        entry.Value!["operationId"]!.GetValue<string>(),
                        HttpMethod.Parse(entry.Key),
                        path.Key,
                        entry.Value!.AsObject()
                    ))
            )
            .ToDictionary(operation => operation.Id);
    }

    public IReadOnlyCollection<OpenApiOperation> Operations => _operations.Values;

    public static OpenApiFile Read(string path)
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(File.ReadAllText(path));
        return new OpenApiFile(JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(yaml))!);
    }

    public OpenApiOperation Operation(string id) => _operations[id];

    /// <summary>Where the body breaks the schema that the operation declares for the status.</summary>
    public IReadOnlyList<string> Violations(string operationId, int status, JsonNode? body)
    {
        var responses = _operations[operationId].Definition["responses"]!;
        var declared = responses[$"{status}"] ?? responses["default"];
        if (declared is null)
        {
            return [$"status {status} is not declared"];
        }

        var found = new List<string>();
        Check(Resolve(declared)["content"]!["application/json"]!["schema"]!, body, "$", found);
        return found;
    }

    /// <summary>Where a value breaks a schema of the components.</summary>
    public IReadOnlyList<string> SchemaViolations(string schema, JsonNode? value)
    {
        var found = new List<string>();
        Check(_root["components"]!["schemas"]![schema]!, value, "$", found);
        return found;
    }

    public JsonNode Resolve(JsonNode node)
    {
        while (node["$ref"] is { } reference)
        {
            node = reference.GetValue<string>()[2..].Split('/').Aggregate(_root, (at, name) => at[name]!);
        }

        return node;
    }

    private void Check(JsonNode schemaOrRef, JsonNode? value, string at, List<string> found)
    {
        var schema = Resolve(schemaOrRef);
        if (value is null)
        {
            Require(schema["nullable"]?.GetValue<bool>() == true, at, "is null", found);
            return;
        }

        var type = schema["type"]!.GetValue<string>();
        var kind = value.GetValueKind().ToString().ToLowerInvariant();
        if (type == "integer" ? kind != "number" || value.GetValue<decimal>() % 1 != 0 : kind != type)
        {
            found.Add($"{at}: {kind} instead of {type}");
            return;
        }

        var allowed = schema["enum"]?.AsArray().Select(item => item?.ToJsonString() ?? "null").ToArray();
        Require(allowed is null || allowed.Contains(value.ToJsonString()), at, "is none of the enum", found);
        switch (value)
        {
            case JsonObject o:
                CheckObject(schema, o, at, found);
                break;
            case JsonArray a:
                for (var i = 0; i < a.Count; i++)
                {
                    Check(schema["items"]!, a[i], $"{at}[{i}]", found);
                }

                break;
            case JsonValue v when kind == "number":
                Require(schema["minimum"] is not { } min || v.GetValue<decimal>() >= min.GetValue<decimal>(), at, "is too small", found);
                Require(schema["maximum"] is not { } max || v.GetValue<decimal>() <= max.GetValue<decimal>(), at, "is too large", found);
                break;
            case JsonValue v when kind == "string":
                CheckText(schema, v.GetValue<string>(), at, found);
                break;
            default:
                break;
        }
    }

    private void CheckObject(JsonNode schema, JsonObject value, string at, List<string> found)
    {
        foreach (var name in schema["required"]?.AsArray().Select(item => item!.GetValue<string>()) ?? [])
        {
            Require(value.ContainsKey(name), $"{at}.{name}", "is missing", found);
        }

        foreach (var (name, member) in value)
        {
            if (schema["properties"]![name] is { } property)
            {
                Check(property, member, $"{at}.{name}", found);
            }
            else
            {
                // OpenAPI allows it, but a document that keeps silent about a property is not the whole contract.
                found.Add($"{at}.{name}: is not declared");
            }
        }
    }

    private static void CheckText(JsonNode schema, string value, string at, List<string> found)
    {
        var pattern = schema["pattern"]?.GetValue<string>();
        Require(pattern is null || Regex.IsMatch(value, pattern), at, "does not match the pattern", found);
        var fits = schema["format"]?.GetValue<string>() switch
        {
            "uuid" => Guid.TryParseExact(value, "D", out _),
            "date-time" => Regex.IsMatch(value, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"),
            "email" => value.Contains('@', StringComparison.Ordinal),
            _ => true,
        };
        Require(fits, at, "does not have the format", found);
    }

    private static void Require(bool kept, string at, string message, List<string> found)
    {
        if (!kept)
        {
            found.Add($"{at}: {message}");
        }
    }
}
