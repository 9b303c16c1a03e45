using System.Net;
using Orchestra.Contracts.Profiles;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using RabbitMQ.Client;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>
/// Opens connections to brokers of the SUT. The client library opens the socket itself, so it is given judged addresses and no name: it
/// has nothing to look up again.
/// </summary>
internal sealed class AmqpConnector(GuardedConnector connector)
{
    // A message over the client's own limit would end the connection, so it is the largest body that a step may keep.
    private const uint MaxMessageBytes = 16 * 1024 * 1024;
    private const int Port = 5672;
    private const int TlsPort = 5671;

    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true,
        publisherConfirmationTrackingEnabled: true
    );

    /// <summary>Connects and opens a channel; throws what <see cref="AmqpFailure"/> reads.</summary>
    public async Task<AmqpSession> OpenAsync(QueueProfile profile, StepExecution execution, CancellationToken cancellationToken)
    {
        var target = new DnsEndPoint(profile.Host, profile.Port ?? (profile.Tls is null ? Port : TlsPort));
        var addresses = await connector.JudgedAddressesAsync(target, PolicyOf(profile, execution.Policy), cancellationToken);
        var ssl = profile.Tls is null ? new SslOption() : AmqpTls.OptionOf(profile.Tls, profile.Host, execution.Secrets.Resolve);
        var factory = new ConnectionFactory
        {
            VirtualHost = profile.VirtualHost,
            UserName = execution.Secrets.Resolve(profile.User) ?? ConnectionFactory.DefaultUser,
            Password = execution.Secrets.Resolve(profile.Password) ?? ConnectionFactory.DefaultPass,
            // A broken connection is a verdict, and the next look opens another: nothing goes on behind a step's back.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            MaxInboundMessageBodySize = MaxMessageBytes,
            ClientProvidedName = $"orchestra {execution.Context.Identity.RunId}",
        };
        var endpoints = addresses.Select(address => new AmqpTcpEndpoint(address.ToString(), target.Port, ssl, MaxMessageBytes));
        var connection = await ConnectAsync(factory, endpoints, cancellationToken);
        try
        {
            return new AmqpSession(connection, await connection.CreateChannelAsync(Confirmed, cancellationToken));
        }
        catch
        {
            await AmqpSession.CloseAsync(connection);
            throw;
        }
    }

    // The client library takes seconds to leave a broker that says nothing: who gives up does not wait for it.
    private static async Task<IConnection> ConnectAsync(
        ConnectionFactory factory,
        IEnumerable<AmqpTcpEndpoint> endpoints,
        CancellationToken cancellationToken
    )
    {
        var connecting = factory.CreateConnectionAsync(endpoints, cancellationToken);
        try
        {
            return await connecting.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = connecting.ContinueWith(
                late => late.IsCompletedSuccessfully ? AmqpSession.CloseAsync(late.Result) : Task.FromResult(late.Exception),
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
            throw;
        }
    }

    // Our own broker may serve the SUT in another virtual host; its own is closed like every server of ours.
    private static OutboundPolicy PolicyOf(QueueProfile profile, OutboundPolicy policy) =>
        policy with
        {
            Forbidden = [.. policy.Forbidden.Where(entry => entry.VirtualHost is null || entry.VirtualHost == profile.VirtualHost)],
        };
}
