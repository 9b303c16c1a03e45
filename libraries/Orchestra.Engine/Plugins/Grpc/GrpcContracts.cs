using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins.Grpc.Messages;

namespace Orchestra.Engine.Plugins.Grpc;

/// <summary>
/// Checks that an answer is what the method returns. A step's own call needs no such check: bytes that are no message of the method are
/// told before there is JSON of them.
/// </summary>
internal sealed class GrpcContracts(EndpointSchemas schemas) : IContractValidator
{
    /// <inheritdoc />
    public IReadOnlyList<Violation> Check(ScenarioStep step, SpecEndpoint? endpoint, StepPayload payload)
    {
        if (endpoint is null || step.Expectations.SchemaRefs.Count == 0 || payload.Response is not { StatusCode: 0 } response)
        {
            return [];
        }

        try
        {
            var (schema, method) = schemas.Of(endpoint);
            var encoder = new MessageEncoder(schema);
            if (!method.IsServerStreaming)
            {
                encoder.Encode(method.OutputType, response.Body, "body");
            }
            else if (response.Body is JsonArray messages)
            {
                for (var i = 0; i < messages.Count; i++)
                {
                    encoder.Encode(method.OutputType, messages[i], $"body[{i}]");
                }
            }
            else
            {
                encoder.Fault("body", "must be an array: the method streams its answers");
            }

            return [.. encoder.Faults.Select(fault => new Violation(ViolationType.ContractViolation, "schema.message", fault))];
        }
        catch (ProtoException e)
        {
            return [new Violation(ViolationType.ValidationError, "schema", $"the spec's descriptors cannot be used: {e.Message}")];
        }
    }
}
