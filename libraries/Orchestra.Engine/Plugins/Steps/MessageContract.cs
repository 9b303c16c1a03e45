using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Plugins.Steps;

/// <summary>Checks a message that was found against its channel's payload schema (AsyncAPI).</summary>
internal sealed class MessageContract : IContractValidator
{
    /// <summary>The member of an endpoint's responses that holds a channel's message.</summary>
    public const string Response = "message";

    // Compiled once for each endpoint object, which lives as long as its plan.
    private readonly ConditionalWeakTable<SpecEndpoint, CompiledSchema> _compiled = [];

    /// <inheritdoc />
    public IReadOnlyList<Violation> Check(ScenarioStep step, SpecEndpoint? endpoint, StepPayload payload)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(payload);
        if (
            payload.Message is not { } message
            || endpoint?.Responses.GetValueOrDefault(Response)?.Body is not { SchemaPointer: { } pointer }
            || step.Expectations.SchemaRefs.Count == 0
        )
        {
            return [];
        }

        if (message["truncated"] is not null)
        {
            return
            [
                new Violation(
                    ViolationType.ValidationError,
                    "body-cut",
                    "the message is over the step's maxBodyBytes and cannot be checked: raise it"
                ),
            ];
        }

        return Check(endpoint, pointer, message.ContainsKey("value") ? message["value"] : message["body"], ViolationType.ContractViolation);
    }

    /// <summary>
    /// Everything that breaks the spec in a message that is to be sent, where the step asks for it (<c>schemaRefs</c>): a test may also send
    /// what the spec forbids.
    /// </summary>
    public IReadOnlyList<Violation> CheckSent(ScenarioStep step, SpecEndpoint? endpoint, JsonNode? value) =>
        endpoint?.RequestBody is { SchemaPointer: { } pointer } && step.Expectations.SchemaRefs.Count > 0
            ? Check(endpoint, pointer, value, ViolationType.ValidationError)
            : [];

    private Violation[] Check(SpecEndpoint endpoint, string pointer, JsonNode? value, ViolationType type)
    {
        try
        {
            using var document = JsonDocument.Parse(
                value is null ? "null"u8.ToArray() : Encoding.UTF8.GetBytes(value.ToJsonString(OrchestraJson.Options))
            );
            return
            [
                .. SchemaOf(endpoint, pointer)
                    .Validate(document.RootElement)
                    .Errors.Select(error => new Violation(
                        type,
                        "schema." + error.Keyword,
                        $"{(error.InstancePointer.Length == 0 ? "the message" : error.InstancePointer)}: {error.Message}"
                    )
                    {
                        Details = new JsonObject { ["instance"] = error.InstancePointer, ["schema"] = error.SchemaPointer },
                    }),
            ];
        }
        catch (SchemaException e)
        {
            return [new Violation(ViolationType.ValidationError, "schema", $"the spec's schema cannot be used: {e.Message}")];
        }
    }

    private CompiledSchema SchemaOf(SpecEndpoint endpoint, string pointer) =>
        _compiled.GetValue(
            endpoint,
            _ =>
                SchemaDialects.TryParse(endpoint.Dialect, out var dialect)
                    ? SchemaCompiler.Compile(endpoint.SchemaDocument, dialect, pointer, new SchemaOptions { AssertFormats = true })
                    : throw new InvalidDataException($"the plan names an unknown schema dialect '{endpoint.Dialect}'")
        );
}
