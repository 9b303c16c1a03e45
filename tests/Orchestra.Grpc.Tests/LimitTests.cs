using Google.Protobuf;
using Grpc.Core;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;
using Orchestra.Testing.Waiting;

namespace Orchestra.Grpc.Tests;

[TestFixture]
[CancelAfter(60_000)]
public sealed class LimitTests
{
    private static readonly EchoRequest Large = new() { Payload = ByteString.CopyFrom(new byte[5 * 1024 * 1024]) };

    [Test]
    public async Task A_server_refuses_a_message_above_4_MiB_by_default()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();

        Assert.That(Calls.FailureOf(async () => await client.UnaryAsync(Large)).StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task A_client_refuses_a_message_above_4_MiB_by_default()
    {
        await using var server = await EchoServer.StartAsync(options => options.MaxReceiveMessageSize = null);
        var client = server.Client();

        Assert.That(Calls.FailureOf(async () => await client.UnaryAsync(Large)).StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task A_client_does_not_send_above_its_limit()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client(options => options.MaxSendMessageSize = 100);
        var request = new EchoRequest { Payload = ByteString.CopyFrom(new byte[101]) };
        using var upload = client.Upload();

        Assert.That(Calls.FailureOf(async () => await client.UnaryAsync(request)).StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
        Assert.That(Calls.FailureOf(() => upload.RequestStream.WriteAsync(request)).StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task A_server_does_not_send_above_its_limit()
    {
        await using var server = await EchoServer.StartAsync(options => options.MaxSendMessageSize = 100);
        var client = server.Client();
        var request = new EchoRequest { Payload = ByteString.CopyFrom(new byte[101]) };

        Assert.That(Calls.FailureOf(async () => await client.UnaryAsync(request)).StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task A_reader_that_does_not_read_stops_the_writer()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().Download(new EchoRequest { Count = 0, Payload = ByteString.CopyFrom(new byte[100_000]) });
        await call.ResponseStream.MoveNext(CancellationToken.None);

        var before = -1;
        var written = await Eventually.GetAsync(
            async () =>
            {
                before = server.Log.Written;
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
                return server.Log.Written;
            },
            now => now == before,
            TimeSpan.FromSeconds(20),
            "the server's writes stand still"
        );

        Assert.That(written, Is.LessThan(1000), "100 MB would be in buffers");
        Assert.That(await call.ResponseStream.MoveNext(CancellationToken.None), "it goes on when it is read");
    }

    [Test]
    public async Task A_server_that_does_not_read_stops_the_client()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().Upload();
        await call.RequestStream.WriteAsync(new EchoRequest { Behaviour = Behaviour.Hang });
        await server.Log.HangsAsync();
        var request = new EchoRequest { Payload = ByteString.CopyFrom(new byte[1_000_000]) };
        var writes = 0;
        var write = Task.CompletedTask;
        while (write.IsCompleted && writes < 100)
        {
            write = call.RequestStream.WriteAsync(request);
            writes++;
            await Task.WhenAny(write, Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System));
        }

        Assert.That(writes, Is.LessThan(100), "100 MB would be in buffers");
        call.Dispose();
        Assert.That(async () => await write, Throws.TypeOf<RpcException>());
    }
}
