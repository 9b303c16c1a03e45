using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.JsonSchema;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Plugins.Auth;
using Orchestra.Engine.Plugins.Http.Writing;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>
/// Holds a request against the spec before it is sent: an answer to a wrong request says nothing of the system under test. A step whose
/// input is wrong on purpose says so (<c>meta.invalidInput</c>).
/// </summary>
internal sealed class RequestCheck(CompiledSchemas schemas)
{
    private const string Hint =
        "nothing was sent: the input breaks the spec; where that is on purpose, as in a negative test, the step says meta.invalidInput";

    /// <summary>Why the request is not sent; null where it may be.</summary>
    /// <param name="execution">The attempt.</param>
    /// <param name="endpoint">The operation.</param>
    /// <param name="request">The request without a credential of the environment's.</param>
    /// <param name="input">The rendered input that it was written from.</param>
    /// <param name="content">Its body.</param>
    public StepVerdict? Refusal(
        StepExecution execution,
        SpecEndpoint? endpoint,
        BuiltRequest request,
        JsonObject input,
        RequestContent? content
    )
    {
        if (endpoint is null || execution.Step.Action.Meta.InvalidInput == true)
        {
            return null;
        }

        var faults = new List<Violation>();
        foreach (var parameter in endpoint.Parameters)
        {
            CheckParameter(execution, endpoint, request, parameter, input, faults);
        }

        if (endpoint.RequestBody is { } body)
        {
            CheckBody(endpoint, body, content, faults);
        }

        return faults.Count == 0 ? null : new StepVerdict(StepStatus.Broken, new StepPayload { Violations = faults, Reason = Hint });
    }

    private void CheckParameter(
        StepExecution execution,
        SpecEndpoint endpoint,
        BuiltRequest request,
        SpecParameter parameter,
        JsonObject input,
        List<Violation> faults
    )
    {
        // What a URL of the step's own holds is the step's own.
        if (parameter.In is "path" or "query" && input["url"] is not null)
        {
            return;
        }

        var value = ValueOf(parameter, input);
        var what = $"the {parameter.In} parameter {parameter.Name}";
        if (value is null)
        {
            if (parameter.Required && !IsBrought(execution, request, parameter))
            {
                faults.Add(Fault("request.missing", $"{what} is required"));
            }
        }
        else if (parameter.SchemaPointer is { } pointer)
        {
            var typed =
                parameter.ContentType is { } type && JsonMediaTypes.IsJson(type) ? value : new WireValues(endpoint).Typed(value, pointer);
            Validate(endpoint, pointer, typed, what, IsHidden(request.Masker, parameter), faults);
        }
    }

    private void CheckBody(SpecEndpoint endpoint, SpecBody body, RequestContent? content, List<Violation> faults)
    {
        if (content is null)
        {
            if (body.Required)
            {
                faults.Add(Fault("request.missing", "a body is required"));
            }

            return;
        }

        if (MediaMatch.Find(body, content.ContentType) is not { } media)
        {
            var declared = string.Join(" or ", MediaMatch.Of(body).Select(each => each.ContentType));
            faults.Add(
                Fault("request.content-type", $"a body of the type {MediaMatch.Bare(content.ContentType)} is not declared: {declared} is")
            );
        }
        else if (media.SchemaPointer is { } pointer && content.Value is { } value)
        {
            var typed = JsonMediaTypes.IsJson(content.ContentType) ? value : new WireValues(endpoint).Typed(value, pointer);
            Validate(endpoint, pointer, typed, "the body", isHidden: false, faults);
        }
    }

    private void Validate(SpecEndpoint endpoint, string pointer, JsonNode? value, string what, bool isHidden, List<Violation> faults)
    {
        try
        {
            var element = JsonSerializer.SerializeToElement(value, OrchestraJson.Options);
            foreach (var error in schemas.Of(endpoint, pointer, MessageDirection.Request).Validate(element).Errors)
            {
                var place = error.InstancePointer.Length == 0 ? what : $"{what} at {error.InstancePointer}";
                faults.Add(
                    Fault("request." + error.Keyword, isHidden ? $"{place} breaks {error.SchemaPointer}" : $"{place}: {error.Message}") with
                    {
                        Details = new JsonObject { ["instance"] = error.InstancePointer, ["schema"] = error.SchemaPointer },
                    }
                );
            }
        }
        catch (SchemaException e)
        {
            faults.Add(Fault("schema", $"the spec's schema of {what} cannot be used: {e.Message}"));
        }
    }

    private static JsonNode? ValueOf(SpecParameter parameter, JsonObject input)
    {
        var (member, comparison) = parameter.In switch
        {
            "path" => ("pathParams", StringComparison.Ordinal),
            "query" => ("query", StringComparison.Ordinal),
            "header" => ("headers", StringComparison.OrdinalIgnoreCase),
            _ => ("cookies", StringComparison.Ordinal),
        };
        return (input[member] as JsonObject ?? [])
            .Where(each => each.Key.Equals(parameter.Name, comparison))
            .Select(each => each.Value)
            .FirstOrDefault();
    }

    // By us, by the environment, or by the SUT itself.
    private static bool IsBrought(StepExecution execution, BuiltRequest request, SpecParameter parameter)
    {
        var place = parameter.In switch
        {
            "query" => CredentialPlace.Query,
            "cookie" => CredentialPlace.Cookie,
            _ => CredentialPlace.Header,
        };
        return CallAuth.Brings(execution, request.Target, place, parameter.Name)
            || (
                parameter.In == "header"
                && request.Outbound.Headers.Any(header => header.Key.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase))
            );
    }

    private static bool IsHidden(Masker masker, SpecParameter parameter) =>
        parameter.In switch
        {
            "header" => masker.HidesHeader(parameter.Name),
            "query" => masker.Url("?" + Escapes.All(parameter.Name) + "=value").EndsWith(Masker.Mask, StringComparison.Ordinal),
            "cookie" => true,
            _ => false,
        };

    private static Violation Fault(string code, string message) => new(ViolationType.ValidationError, code, message);
}
