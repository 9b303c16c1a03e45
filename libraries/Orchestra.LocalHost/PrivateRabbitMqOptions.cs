namespace Orchestra.LocalHost;

/// <summary>How a private RabbitMQ node is started.</summary>
public sealed record PrivateRabbitMqOptions
{
    /// <summary>Where the node keeps its data; a second start finds it again.</summary>
    /// <value>null (default): a temporary folder, removed when the node is disposed of.</value>
    public string? Folder { get; init; }

    /// <summary>The AMQP port on 127.0.0.1.</summary>
    /// <value>null (default): a free one.</value>
    public int? Port { get; init; }

    /// <summary>The user that is made on first start; there is no guest.</summary>
    /// <value>orchestra by default.</value>
    public string UserName { get; init; } = "orchestra";

    /// <summary>The user's password; a node that exists keeps the one it was made with.</summary>
    /// <value>null (default): a generated one.</value>
    public string? Password { get; init; }

    /// <summary>The folder of the script rabbitmq-server.</summary>
    /// <value>null (default): Debian's, /usr/lib/rabbitmq/bin.</value>
    public string? BinariesFolder { get; init; }

    /// <summary>Receives the node's log lines.</summary>
    /// <value>null (default): nobody does.</value>
    public Action<string>? Output { get; init; }
}
