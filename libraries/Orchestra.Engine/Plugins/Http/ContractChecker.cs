using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.JsonSchema;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>Checks an answer against the spec's response: that the status is declared, the media type, and the body's schema.</summary>
internal sealed class ContractChecker : IContractValidator
{
    // Compiled once for each endpoint object, which lives as long as its plan.
    private readonly ConditionalWeakTable<SpecEndpoint, Dictionary<string, CompiledSchema>> _compiled = [];

    /// <inheritdoc />
    public IReadOnlyList<Violation> Check(ScenarioStep step, SpecEndpoint? endpoint, StepPayload payload)
    {
        if (payload.Response is not { } record)
        {
            return [];
        }

        var body = record.Body is null ? [] : Encoding.UTF8.GetBytes(record.Body.ToJsonString(OrchestraJson.Options));
        return Check(step, endpoint, record, body);
    }

    /// <summary>The same over the bytes as they came.</summary>
    public IReadOnlyList<Violation> Check(ScenarioStep step, SpecEndpoint? endpoint, HttpResponseRecord record, ReadOnlyMemory<byte> bytes)
    {
        if (endpoint is null || step.Expectations.SchemaRefs.Count == 0)
        {
            return [];
        }

        var violations = new List<Violation>();
        foreach (var reference in step.Expectations.SchemaRefs)
        {
            var declared = Declared(endpoint, reference, record.StatusCode);
            if (declared is null)
            {
                violations.Add(
                    Broken(
                        "undeclared-status",
                        $"the spec of {endpoint.EndpointName} declares no response {record.StatusCode}",
                        actual: record.StatusCode
                    )
                );
            }
            else if (declared.Body is { SchemaPointer: { } pointer } body)
            {
                CheckBody(endpoint, body, pointer, record, bytes, violations);
            }
        }

        return violations;
    }

    private static SpecResponse? Declared(SpecEndpoint endpoint, string reference, int status)
    {
        var parts = reference.Split(':', 2);
        return parts.Length == 2 ? endpoint.Responses.GetValueOrDefault(parts[1]) : ResponseMatch.Find(endpoint, status);
    }

    private void CheckBody(
        SpecEndpoint endpoint,
        SpecBody body,
        string pointer,
        HttpResponseRecord record,
        ReadOnlyMemory<byte> bytes,
        List<Violation> violations
    )
    {
        var type = record.Headers.GetValueOrDefault("content-type") ?? "";
        // A declared range says nothing of its own: then the answer's Content-Type decides.
        var declared = JsonMediaTypes.IsOpen(body.ContentType) ? type : body.ContentType;
        if (!JsonMediaTypes.IsJson(declared))
        {
            return;
        }

        if (record.Truncated)
        {
            violations.Add(
                new Violation(
                    ViolationType.ValidationError,
                    "body-cut",
                    "the body is over the step's maxBodyBytes and cannot be checked: raise it"
                )
            );
            return;
        }

        if (!JsonMediaTypes.IsJson(type))
        {
            violations.Add(
                Broken(
                    "content-type",
                    $"expected {body.ContentType}, got {(type.Length == 0 ? "no Content-Type" : type)}",
                    body.ContentType,
                    type
                )
            );
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 200 });
            foreach (var error in Schema(endpoint, pointer).Validate(document.RootElement).Errors)
            {
                violations.Add(
                    new Violation(
                        ViolationType.ContractViolation,
                        "schema." + error.Keyword,
                        $"{At(error.InstancePointer)}: {error.Message}"
                    )
                    {
                        Actual = ValueAt(record.Body, error.InstancePointer),
                        Details = new JsonObject { ["instance"] = error.InstancePointer, ["schema"] = error.SchemaPointer },
                    }
                );
            }
        }
        catch (JsonException e)
        {
            violations.Add(Broken("not-json", $"the body is not JSON: {e.Message}"));
        }
        catch (SchemaException e)
        {
            violations.Add(new Violation(ViolationType.ValidationError, "schema", $"the spec's schema cannot be used: {e.Message}"));
        }
    }

    private CompiledSchema Schema(SpecEndpoint endpoint, string pointer)
    {
        var cache = _compiled.GetValue(endpoint, _ => []);
        lock (cache)
        {
            if (!cache.TryGetValue(pointer, out var schema))
            {
                if (!SchemaDialects.TryParse(endpoint.Dialect, out var dialect))
                {
                    throw new InvalidDataException($"the plan names an unknown schema dialect '{endpoint.Dialect}'");
                }

                schema = SchemaCompiler.Compile(
                    endpoint.SchemaDocument,
                    dialect,
                    pointer,
                    new SchemaOptions { AssertFormats = true, Direction = MessageDirection.Response }
                );
                cache[pointer] = schema;
            }

            return schema;
        }
    }

    private static string At(string pointer) => pointer.Length == 0 ? "the body" : pointer;

    private static JsonNode? ValueAt(JsonNode? body, string pointer)
    {
        var node = body;
        foreach (
            var segment in pointer
                .Split('/')
                .Skip(1)
                .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
        )
        {
            node = node switch
            {
                JsonObject members => members[segment],
                JsonArray items when int.TryParse(segment, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return node?.DeepClone();
    }

    private static Violation Broken(string code, string message, JsonNode? expected = null, JsonNode? actual = null) =>
        new(ViolationType.ContractViolation, "contract." + code, message, expected, actual);
}
