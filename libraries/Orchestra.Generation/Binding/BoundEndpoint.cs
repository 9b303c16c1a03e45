using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;

namespace Orchestra.Generation.Binding;

/// <summary>An endpoint with its service and its place among all endpoints.</summary>
/// <param name="Index">Position over all services: ties are broken by it.</param>
/// <param name="ServiceName">The service.</param>
/// <param name="Spec">The endpoint.</param>
/// <param name="ProtocolId">The service's protocol.</param>
internal sealed record BoundEndpoint(int Index, string ServiceName, SpecEndpoint Spec, string ProtocolId = "http")
{
    /// <summary>The channel of steps that use it.</summary>
    public ChannelType Channel { get; } =
        ProtocolId switch
        {
            "grpc" => ChannelType.Grpc,
            "kafka" => ChannelType.Kafka,
            "queue" => ChannelType.Queue,
            "db" => ChannelType.Db,
            _ => ChannelType.HttpRest,
        };

    /// <summary>Whether using it changes nothing: what waits for the SUT may do so again and again.</summary>
    public bool OnlyLooks => Spec.Method is "GET" or Consume or Select || (ProtocolId == "grpc" && Spec.DeclaresIdempotencyKey);

    /// <summary>Whether it is a channel of messages.</summary>
    public bool IsMessage => Spec.Method is Publish or Consume;

    /// <summary>The method of channels that the SUT receives from.</summary>
    public const string Publish = "PUBLISH";

    /// <summary>The method of channels that the SUT sends to.</summary>
    public const string Consume = "CONSUME";

    /// <summary>The method of tables.</summary>
    public const string Select = "SELECT";
}
