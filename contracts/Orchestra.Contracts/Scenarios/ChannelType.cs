namespace Orchestra.Contracts.Scenarios;

/// <summary>The protocol that a step speaks.</summary>
public enum ChannelType
{
    /// <summary>HTTP with JSON or other bodies.</summary>
    HttpRest,

    /// <summary>Kafka topics.</summary>
    Kafka,

    /// <summary>gRPC calls.</summary>
    Grpc,

    /// <summary>SQL databases.</summary>
    Db,

    /// <summary>AMQP queues.</summary>
    Queue,

    /// <summary>Jobs of Orchestra itself.</summary>
    Job,
}
