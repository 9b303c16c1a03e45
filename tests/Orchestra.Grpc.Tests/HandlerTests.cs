using Grpc.Core;
using Orchestra.Engine.Outbound;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests;

/// <summary>Connections are the handler's: a channel with the guarded connector reaches what its policy allows, and nothing else.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class HandlerTests
{
    [Test]
    public async Task The_guarded_connector_lets_an_allowed_address_through()
    {
        await using var server = await EchoServer.StartAsync();
        using var handler = Guarded(new OutboundPolicy { AllowLoopback = true });
        var client = server.Client(options => options.HttpHandler = handler);

        Assert.That((await client.UnaryAsync(new EchoRequest { Text = "through" })).Text, Is.EqualTo("through"));
    }

    [Test]
    [OwnBehaviour("INTERNAL, as for all exceptions of a connect callback but SocketException")]
    public async Task The_guarded_connector_blocks_any_other_and_the_reason_is_there()
    {
        await using var server = await EchoServer.StartAsync();
        using var handler = Guarded(OutboundPolicy.PublicOnly);
        var client = server.Client(options => options.HttpHandler = handler);

        var failure = Calls.FailureOf(async () => await client.UnaryAsync(new EchoRequest()));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That(failure.DebugException?.GetBaseException(), Is.TypeOf<OutboundBlockedException>());
    }

    [Test]
    [OwnBehaviour("UNAVAILABLE until a back-off of its own is over")]
    public async Task A_channel_outlives_its_server()
    {
        var first = await EchoServer.StartAsync();
        var port = new Uri(first.Url).Port;
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(first.Url);
        var client = new Echo.EchoClient(channel);
        await client.UnaryAsync(new EchoRequest());
        await first.DisposeAsync();
        Assert.That(Calls.FailureOf(async () => await client.UnaryAsync(new EchoRequest())).StatusCode, Is.EqualTo(StatusCode.Unavailable));

        await using var second = await EchoServer.StartAsync(port: port);

        Assert.That((await client.UnaryAsync(new EchoRequest { Text = "again" })).Text, Is.EqualTo("again"));
    }

    private static SocketsHttpHandler Guarded(OutboundPolicy policy)
    {
        var connector = new GuardedConnector(new DnsHostResolver(), TimeProvider.System);
        return new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
                await connector.ConnectAsync(context.DnsEndPoint, policy, cancellationToken),
        };
    }
}
