using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using Orchestra.Contracts.Profiles;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>
/// Opens clients to clusters of the SUT. The bootstrap servers are judged before a client knows them, the brokers that the cluster
/// advertises before a client may connect to them.
/// </summary>
/// <param name="connector">Judges.</param>
/// <param name="libraryFault">Why there is no librdkafka; null where there is.</param>
internal sealed class KafkaConnector(GuardedConnector connector, Func<string?> libraryFault)
{
    /// <summary>A client that publishes.</summary>
    public Task<KafkaSession<IProducer<byte[]?, byte[]?>>> ProduceAsync(
        KafkaProfile profile,
        StepExecution execution,
        string acks,
        TimeSpan timeout,
        CancellationToken cancellationToken
    ) =>
        OpenAsync(
            profile,
            execution,
            (settings, events) =>
                new ProducerBuilder<byte[]?, byte[]?>(KafkaSettings.Producing(settings, acks, timeout))
                    .SetErrorHandler((_, error) => events.Heard(error))
                    .SetLogHandler((_, _) => { })
                    .Build(),
            cancellationToken
        );

    /// <summary>A client that listens.</summary>
    public Task<KafkaSession<IConsumer<byte[]?, byte[]?>>> ConsumeAsync(
        KafkaProfile profile,
        StepExecution execution,
        CancellationToken cancellationToken
    ) =>
        OpenAsync(
            profile,
            execution,
            (settings, events) =>
                new ConsumerBuilder<byte[]?, byte[]?>(KafkaSettings.Consuming(settings))
                    .SetErrorHandler((_, error) => events.Heard(error))
                    .SetLogHandler((_, _) => { })
                    .Build(),
            cancellationToken
        );

    private async Task<KafkaSession<TClient>> OpenAsync<TClient>(
        KafkaProfile profile,
        StepExecution execution,
        Func<Dictionary<string, string>, KafkaEvents, TClient> build,
        CancellationToken cancellationToken
    )
        where TClient : class, IClient
    {
        if (libraryFault() is { } missing)
        {
            throw KafkaFaultException.Setting("kafka.no-library", missing);
        }

        var gate = new KafkaGate();
        var servers = await JudgedAsync(KafkaSettings.ServersOf(profile), gate, execution.Policy, cancellationToken);
        var settings = KafkaSettings.Of(profile, execution.Secrets.Resolve);
        var events = new KafkaEvents();
        TClient client;
        try
        {
            client = build(settings, events);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw KafkaFaultException.Setting("profile", $"the cluster's profile cannot be used: {e.Message}", e);
        }

        var session = new KafkaSession<TClient>(
            client,
            gate,
            events,
            servers.Sum(server => server.Addresses),
            (brokers, stop) => OpenForBrokersAsync(brokers, gate, execution.Policy, stop)
        );
        gate.Guard(client);
        client.AddBrokers(string.Join(',', servers.Select(server => TextOf(server.Server))));
        return session;
    }

    // Those whose name is not there now are left out, as long as there is one.
    private async Task<List<(DnsEndPoint Server, int Addresses)>> JudgedAsync(
        IReadOnlyList<DnsEndPoint> servers,
        KafkaGate gate,
        OutboundPolicy policy,
        CancellationToken cancellationToken
    )
    {
        var judged = new List<(DnsEndPoint, int)>();
        SocketException? lookup = null;
        foreach (var server in servers)
        {
            try
            {
                var addresses = await connector.JudgedAddressesAsync(server, policy, cancellationToken);
                gate.Open(addresses, server.Port);
                judged.Add((server, addresses.Count));
            }
            catch (SocketException e)
            {
                lookup = e;
            }
        }

        return judged.Count > 0 ? judged : throw lookup ?? new SocketException((int)SocketError.HostNotFound);
    }

    private async Task OpenForBrokersAsync(
        IEnumerable<BrokerMetadata> brokers,
        KafkaGate gate,
        OutboundPolicy policy,
        CancellationToken cancellationToken
    )
    {
        foreach (var broker in brokers.Where(broker => broker.Host.Length > 0 && broker.Port is > 0 and <= ushort.MaxValue))
        {
            try
            {
                gate.Open(
                    await connector.JudgedAddressesAsync(new DnsEndPoint(broker.Host, broker.Port), policy, cancellationToken),
                    broker.Port
                );
            }
            catch (OutboundBlockedException e)
            {
                throw new OutboundBlockedException(
                    $"the cluster advertises the broker {broker.Host}:{broker.Port}, which may not be reached: {e.Message}"
                );
            }
            catch (SocketException)
            {
                // A broker whose name nobody knows is one that is down: what needs it says so.
            }
        }
    }

    private static string TextOf(DnsEndPoint server) =>
        server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]:{server.Port}" : $"{server.Host}:{server.Port}";
}
