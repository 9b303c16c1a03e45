using System.Text.Json.Nodes;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>Renders whom a step calls. The same attempt always renders the same bytes.</summary>
internal static class GrpcTargets
{
    /// <summary>The target, or why nothing can be sent.</summary>
    public static (GrpcTarget? Target, StepVerdict? Refusal) Of(StepExecution execution)
    {
        var (endpoint, refusal) = StepInputs.Endpoint(execution);
        JsonObject? input = null;
        if (refusal is null)
        {
            (input, refusal) = StepInputs.Render(execution);
        }

        if (input is null)
        {
            return (null, refusal);
        }

        var problems = new List<string>();
        var environment = execution.Context.Plan.Environment;
        var service = execution.Step.EndpointRef?.ServiceName;
        var address = AddressOf(execution, input, problems);
        var (called, method) = NameOf(execution, endpoint, problems);
        var tls = TlsOf(execution, service is null ? null : environment.ServiceTls.GetValueOrDefault(service));
        var masker = new Masker(environment.Mask, endpoint?.CredentialNames);
        var metadata = GrpcMetadata.Of(execution, input, problems);
        var messages = MessagesOf(input, endpoint, problems);
        return problems.Count > 0
            ? (null, StepInputs.Refuse(problems))
            : (new GrpcTarget(address!, called, method, endpoint, tls, metadata, messages, masker), null);
    }

    private static Uri? AddressOf(StepExecution execution, JsonObject input, List<string> problems)
    {
        var text = StepInputs.Text(input["url"]);
        if (text is null && execution.Step.EndpointRef is { } reference)
        {
            text = execution.Context.Plan.Environment.ServiceUrls.GetValueOrDefault(reference.ServiceName);
            if (text is null)
            {
                problems.Add($"the environment has no URL for the service {reference.ServiceName}");
                return null;
            }
        }

        if (text is null)
        {
            problems.Add("the step names no endpoint and no url");
            return null;
        }

        if (!OutboundUrl.TryParse(text, out var url, out var fault))
        {
            problems.Add(fault);
        }

        return url;
    }

    private static (string Service, string Method) NameOf(StepExecution execution, SpecEndpoint? endpoint, List<string> problems)
    {
        var meta = execution.Step.Action.Meta;
        if (endpoint is not null)
        {
            var slash = endpoint.EndpointName.LastIndexOf('/');
            return (endpoint.EndpointName[..Math.Max(0, slash)], endpoint.EndpointName[(slash + 1)..]);
        }

        if (string.IsNullOrEmpty(meta.Service) || string.IsNullOrEmpty(meta.Method))
        {
            problems.Add("a step without an endpoint names meta.service and meta.method: the server is asked what they are (reflection)");
        }

        return (meta.Service ?? "", meta.Method ?? "");
    }

    private static TlsSettings? TlsOf(StepExecution execution, TlsSettings? tls) =>
        tls is null
            ? null
            : tls with
            {
                CaCertificate = execution.Secrets.Resolve(tls.CaCertificate),
                ClientCertificate = execution.Secrets.Resolve(tls.ClientCertificate),
                ClientKey = execution.Secrets.Resolve(tls.ClientKey),
            };

    // One message, where a person or a generator wrote it as a body.
    private static IReadOnlyList<JsonNode?> MessagesOf(JsonObject input, SpecEndpoint? endpoint, List<string> problems)
    {
        if (input["messages"] is JsonArray messages)
        {
            if (endpoint?.Method is "UNARY" or "SERVER_STREAMING" && messages.Count != 1)
            {
                problems.Add($"{endpoint.EndpointName} takes one message: the step has {messages.Count}");
            }

            return [.. messages];
        }

        return [input["body"] ?? new JsonObject()];
    }
}
