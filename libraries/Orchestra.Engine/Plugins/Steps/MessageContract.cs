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

        try
        {
            var value = message.ContainsKey("value") ? message["value"] : message["body"];
            using var document = JsonDocument.Parse(
                value is null ? "null"u8.ToArray() : Encoding.UTF8.GetBytes(value.ToJsonString(OrchestraJson.Options))
            );
            return
            [
                .. SchemaOf(endpoint, pointer)
                    .Validate(document.RootElement)
                    .Errors.Select(error => new Violation(
                        ViolationType.ContractViolation,
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
