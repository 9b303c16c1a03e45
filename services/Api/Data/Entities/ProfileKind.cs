namespace Orchestra.Api.Data.Entities;

/// <summary>What a connection profile leads to.</summary>
internal enum ProfileKind
{
    /// <summary>A database.</summary>
    Db,

    /// <summary>A Kafka cluster.</summary>
    Kafka,

    /// <summary>An AMQP broker.</summary>
    Queue,

    /// <summary>How calls show who they are.</summary>
    Auth,
}
