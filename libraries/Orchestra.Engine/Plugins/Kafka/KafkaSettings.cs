using System.Globalization;
using System.Net;
using Confluent.Kafka;
using Orchestra.Contracts.Profiles;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>A profile as librdkafka takes it. No server is among the settings: a client is told of them when it is guarded.</summary>
internal static class KafkaSettings
{
    /// <summary>The largest message that is sent or read, in bytes.</summary>
    public const int MaxMessageBytes = 16 * 1024 * 1024;

    private const int DefaultPort = 9092;

    /// <summary>The servers that a profile names, as they are asked one after the other.</summary>
    public static IReadOnlyList<DnsEndPoint> ServersOf(KafkaProfile profile) =>
        [
            .. profile
                .BootstrapServers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(entry =>
                    ServerOf(entry)
                    ?? throw KafkaFaultException.Setting(
                        "profile",
                        $"the cluster's bootstrapServers cannot be read: '{entry}' is no host:port"
                    )
                ),
        ];

    /// <summary>What every client is made with.</summary>
    /// <param name="profile">The cluster.</param>
    /// <param name="secret">Resolves what a member refers to.</param>
    public static Dictionary<string, string> Of(KafkaProfile profile, Func<string?, string?> secret)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client.id"] = "orchestra",
            ["security.protocol"] = ProtocolOf(profile.Security),
            ["socket.keepalive.enable"] = "true",
            ["reconnect.backoff.ms"] = "50",
            ["reconnect.backoff.max.ms"] = "1000",
        };
        if (profile.Security is KafkaSecurity.SaslPlaintext or KafkaSecurity.SaslSsl)
        {
            settings["sasl.mechanisms"] = profile.SaslMechanism ?? "PLAIN";
            Add(settings, "sasl.username", secret(profile.User));
            Add(settings, "sasl.password", secret(profile.Password));
        }

        if (profile.Security is KafkaSecurity.Ssl or KafkaSecurity.SaslSsl)
        {
            AddTls(settings, profile.Tls ?? new TlsSettings(), secret);
        }

        return settings;
    }

    /// <summary>What a client that publishes is made with besides.</summary>
    /// <param name="settings">Of the profile.</param>
    /// <param name="acks"><c>all</c>, <c>1</c> or <c>0</c>.</param>
    /// <param name="timeout">How long a message may take.</param>
    public static ProducerConfig Producing(Dictionary<string, string> settings, string acks, TimeSpan timeout) =>
        new(settings)
        {
            Acks = acks switch
            {
                "0" => Acks.None,
                "1" => Acks.Leader,
                _ => Acks.All,
            },
            // A message whose confirmation is lost is sent again by the client: the broker must know it. Where it cannot, nothing is.
            EnableIdempotence = acks == "all",
            MessageSendMaxRetries = acks == "all" ? int.MaxValue : 0,
            LingerMs = 0,
            MessageMaxBytes = MaxMessageBytes,
            MessageTimeoutMs = (int)Math.Max(10, timeout.TotalMilliseconds),
            TopicMetadataPropagationMaxMs = (int)Math.Clamp(timeout.TotalMilliseconds / 2, 1, 5_000),
        };

    /// <summary>What a client that listens is made with besides. It joins no group and commits nothing.</summary>
    public static ConsumerConfig Consuming(Dictionary<string, string> settings) =>
        new(settings)
        {
            GroupId = "orchestra",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            // What retention took away is gone: what is left is looked at.
            AutoOffsetReset = AutoOffsetReset.Earliest,
            IsolationLevel = IsolationLevel.ReadCommitted,
            AllowAutoCreateTopics = false,
            FetchWaitMaxMs = 100,
            FetchMaxBytes = MaxMessageBytes,
            MaxPartitionFetchBytes = MaxMessageBytes,
            ReceiveMessageMaxBytes = 2 * MaxMessageBytes,
            QueuedMaxMessagesKbytes = MaxMessageBytes / 1024,
        };

    private static void AddTls(Dictionary<string, string> settings, TlsSettings tls, Func<string?, string?> secret)
    {
        if (tls.ServerName is not null)
        {
            throw KafkaFaultException.Setting(
                "profile",
                "tls.serverName is not for Kafka: each broker's certificate must have the name under which the cluster advertises it"
            );
        }

        settings["enable.ssl.certificate.verification"] = "true";
        settings["ssl.endpoint.identification.algorithm"] = "https";
        var certificate = secret(tls.ClientCertificate);
        Add(settings, "ssl.ca.pem", secret(tls.CaCertificate));
        Add(settings, "ssl.certificate.pem", certificate);
        Add(settings, "ssl.key.pem", secret(tls.ClientKey) ?? certificate);
    }

    private static void Add(Dictionary<string, string> settings, string name, string? value)
    {
        if (value is not null)
        {
            settings[name] = value;
        }
    }

    private static string ProtocolOf(KafkaSecurity security) =>
        security switch
        {
            KafkaSecurity.Ssl => "ssl",
            KafkaSecurity.SaslPlaintext => "sasl_plaintext",
            KafkaSecurity.SaslSsl => "sasl_ssl",
            _ => "plaintext",
        };

    private static DnsEndPoint? ServerOf(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var hasPort = colon > entry.LastIndexOf(']');
        var host = (hasPort ? entry[..colon] : entry).Trim('[', ']');
        var port = DefaultPort;
        return
            host.Length > 0
            && Uri.CheckHostName(host) != UriHostNameType.Unknown
            && (!hasPort || int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port))
            && port is > 0 and <= ushort.MaxValue
            ? new DnsEndPoint(host, port)
            : null;
    }
}
