using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Steps;

/// <summary>
/// Puts what is sent where the step's channel has it. Until then every channel's message is a body, which is what wiring and conditions know.
/// </summary>
internal static partial class ChannelInputs
{
    /// <summary>The input of a step that sends.</summary>
    public static StepInput Of(StepInput input, BoundEndpoint endpoint, string? key) =>
        endpoint.Channel switch
        {
            ChannelType.Grpc => new StepInput { Messages = [input.Body ?? new JsonObject()] },
            ChannelType.Kafka => new StepInput { Value = input.Body, Key = key is null ? null : JsonValue.Create(key) },
            ChannelType.Queue => new StepInput
            {
                Body = input.Body,
                Exchange = endpoint.Spec.Exchange is { } exchange ? JsonValue.Create(exchange) : null,
                RoutingKey = endpoint.Spec.Exchange is null ? null : JsonValue.Create(AddressOf(endpoint.Spec.Path)),
            },
            _ => input,
        };

    /// <summary>Where a value of the body goes in that input.</summary>
    public static StepWiring Of(StepWiring wiring, BoundEndpoint endpoint) =>
        Root(endpoint.Channel) is { } root
        && wiring.Target.StartsWith(Body, StringComparison.Ordinal)
        && wiring.Target[Body.Length..] is "" or ['.' or '[', ..]
            ? wiring with
            {
                Target = root + wiring.Target[Body.Length..],
            }
            : wiring;

    private const string Body = "body";

    private static string? Root(ChannelType channel) =>
        channel switch
        {
            ChannelType.Grpc => "messages[0]",
            ChannelType.Kafka => "value",
            _ => null,
        };

    // Parameters of an address are data, by their names.
    private static string AddressOf(string address) =>
        Parameter()
            .Replace(address, match => (string)TemplateText.DataOr([match.Groups[1].Value], JsonValue.Create(match.Groups[1].Value))!);

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Parameter();
}
