using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.JsonSchema;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>Checks an answer against the spec's response: that the status is declared, its headers, the media type, and the body's schema.</summary>
internal sealed class ContractChecker(CompiledSchemas schemas) : IContractValidator
{
    /// <inheritdoc />
    public IReadOnlyList<Violation> Check(ScenarioStep step, SpecEndpoint? endpoint, StepPayload payload)
    {
        if (payload.Response is not { } record)
        {
            return [];
        }

        var body = record.Body is null ? [] : Encoding.UTF8.GetBytes(record.Body.ToJsonString(OrchestraJson.Options));
        return Check(step, endpoint, record, record.Headers, body);
    }

    /// <summary>The same over headers and bytes as they came.</summary>
    public IReadOnlyList<Violation> Check(
        ScenarioStep step,
        SpecEndpoint? endpoint,
        HttpResponseRecord record,
        IReadOnlyDictionary<string, string> headers,
        ReadOnlyMemory<byte> bytes
    )
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
                continue;
            }

            CheckHeaders(endpoint, declared, record, headers, violations);
            if (declared.Body is { } body && HasBody(endpoint, record.StatusCode))
            {
                CheckBody(endpoint, body, record, bytes, violations);
            }
        }

        return violations;
    }

    private static SpecResponse? Declared(SpecEndpoint endpoint, string reference, int status)
    {
        var parts = reference.Split(':', 2);
        return parts.Length == 2 ? endpoint.Responses.GetValueOrDefault(parts[1]) : ResponseMatch.Find(endpoint, status);
    }

    // Whatever the spec declares (RFC 9110, 6.4.1).
    private static bool HasBody(SpecEndpoint endpoint, int status) => endpoint.Method != "HEAD" && status is not (204 or 304);

    private void CheckHeaders(
        SpecEndpoint endpoint,
        SpecResponse declared,
        HttpResponseRecord record,
        IReadOnlyDictionary<string, string> headers,
        List<Violation> violations
    )
    {
        var values = new WireValues(endpoint);
        foreach (var header in declared.HeaderParameters ?? [])
        {
            var name = header.Name.ToLowerInvariant();
            if (!headers.TryGetValue(name, out var text))
            {
                if (header.Required)
                {
                    violations.Add(Broken("header-missing", $"the header {header.Name} is required and did not come", header.Name));
                }

                continue;
            }

            // What is masked is not judged: a message about it would tell it.
            if (header.SchemaPointer is not { } pointer || record.Headers.GetValueOrDefault(name) == Masker.Mask)
            {
                continue;
            }

            try
            {
                var isJson = header.ContentType is { } type && JsonMediaTypes.IsJson(type);
                var value = isJson ? JsonNode.Parse(text) : values.Read(text, pointer, header.Explode == true);
                var element = JsonSerializer.SerializeToElement(value, OrchestraJson.Options);
                var errors = schemas.Of(endpoint, pointer, MessageDirection.Response).Validate(element).Errors;
                violations.AddRange(
                    errors.Select(error =>
                        Broken(
                            "header",
                            $"the header {header.Name}: {At(error.InstancePointer, "its value")}: {error.Message}",
                            actual: text
                        )
                    )
                );
            }
            catch (JsonException)
            {
                violations.Add(Broken("header", $"the header {header.Name} is declared as JSON and is none", actual: text));
            }
            catch (SchemaException e)
            {
                violations.Add(Unusable(e));
            }
        }
    }

    private void CheckBody(
        SpecEndpoint endpoint,
        SpecBody body,
        HttpResponseRecord record,
        ReadOnlyMemory<byte> bytes,
        List<Violation> violations
    )
    {
        var type = record.Headers.GetValueOrDefault("content-type") ?? "";
        var declared = MediaMatch.Of(body);
        var match = MediaMatch.Find(body, type);
        // Where only JSON is declared even an empty answer lacks something.
        if (match is null && (bytes.Length > 0 || declared.All(media => JsonMediaTypes.IsJson(media.ContentType))))
        {
            var expected = string.Join(" or ", declared.Select(media => media.ContentType));
            violations.Add(
                Broken("content-type", $"expected {expected}, got {(type.Length == 0 ? "no Content-Type" : type)}", expected, type)
            );
        }

        // A declared range says nothing of its own: then the answer's Content-Type decides.
        if (match is not { SchemaPointer: { } pointer } || !JsonMediaTypes.IsJson(type))
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

        CheckJson(endpoint, pointer, record, bytes, violations);
    }

    private void CheckJson(
        SpecEndpoint endpoint,
        string pointer,
        HttpResponseRecord record,
        ReadOnlyMemory<byte> bytes,
        List<Violation> violations
    )
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 200 });
            foreach (var error in schemas.Of(endpoint, pointer, MessageDirection.Response).Validate(document.RootElement).Errors)
            {
                violations.Add(
                    new Violation(
                        ViolationType.ContractViolation,
                        "schema." + error.Keyword,
                        $"{At(error.InstancePointer, "the body")}: {error.Message}"
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
            violations.Add(Unusable(e));
        }
    }

    private static string At(string pointer, string whole) => pointer.Length == 0 ? whole : pointer;

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

    private static Violation Unusable(SchemaException e) =>
        new(ViolationType.ValidationError, "schema", $"the spec's schema cannot be used: {e.Message}");

    private static Violation Broken(string code, string message, JsonNode? expected = null, JsonNode? actual = null) =>
        new(ViolationType.ContractViolation, "contract." + code, message, expected, actual);
}
