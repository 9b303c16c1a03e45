using Google.Protobuf;
using Grpc.Core;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests;

[TestFixture]
[CancelAfter(60_000)]
public sealed class CallKindTests
{
    private EchoServer _server = null!;
    private Echo.EchoClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await EchoServer.StartAsync(options => options.MaxReceiveMessageSize = null);
        _client = _server.Client(options => options.MaxReceiveMessageSize = null);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task One_request_has_one_response()
    {
        using var call = _client.UnaryAsync(new EchoRequest { Text = "hello" });

        Assert.That((await call).Text, Is.EqualTo("hello"));
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.OK));
    }

    [Test]
    public void A_blocking_call_returns_the_response() =>
        Assert.That(_client.Unary(new EchoRequest { Text = "hello" }).Text, Is.EqualTo("hello"));

    [Test]
    public async Task An_empty_message_is_a_message()
    {
        Assert.That(await _client.UnaryAsync(new EchoRequest()), Is.EqualTo(new EchoReply()));
    }

    [Test]
    public async Task Many_responses_come_in_order_and_end_with_OK()
    {
        using var call = _client.Download(new EchoRequest { Count = 1000 });

        var replies = await call.ResponseStream.ToListAsync();

        Assert.That(replies.Select(reply => reply.Count), Is.EqualTo(Enumerable.Range(0, 1000)));
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.OK));
    }

    [Test]
    public async Task Many_requests_have_one_response()
    {
        using var call = _client.Upload();
        for (var i = 0; i < 100; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = "ab" });
        }

        await call.RequestStream.CompleteAsync();

        var reply = await call;
        Assert.That((reply.Count, reply.Text.Length), Is.EqualTo((100, 200)));
    }

    [Test]
    public async Task No_request_at_all_has_a_response_too()
    {
        using var call = _client.Upload();
        await call.RequestStream.CompleteAsync();

        Assert.That((await call).Count, Is.Zero);
    }

    [Test]
    public async Task Requests_and_responses_take_turns()
    {
        using var call = _client.Chat();
        for (var i = 0; i < 100; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Count = i });
            Assert.That(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.That(call.ResponseStream.Current.Count, Is.EqualTo(i));
        }

        await call.RequestStream.CompleteAsync();
        Assert.That(await call.ResponseStream.MoveNext(CancellationToken.None), Is.False);
    }

    [Test]
    public async Task A_server_may_speak_before_the_first_request()
    {
        using var call = _client.Chat(new Metadata { { "x-echo", "here" } });

        Assert.That((await call.ResponseHeadersAsync).GetValue("x-echo-header"), Is.EqualTo("here"));
    }

    [Test]
    public async Task A_server_may_end_before_the_requests_do()
    {
        using var call = _client.Upload();
        await call.RequestStream.WriteAsync(new EchoRequest { Text = "enough", Behaviour = Behaviour.Leave });

        Assert.That((await call).Text, Is.EqualTo("enough"));
        Assert.That(
            async () => await call.RequestStream.WriteAsync(new EchoRequest()),
            Throws.Exception.TypeOf<InvalidOperationException>().Or.TypeOf<RpcException>()
        );
    }

    [TestCase(1)]
    [TestCase(16 * 1024)]
    [TestCase(3_000_000)]
    [TestCase(20_000_000)]
    public async Task A_payload_of_any_size_comes_back_whole(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var payload = ByteString.CopyFrom(bytes);

        Assert.That((await _client.UnaryAsync(new EchoRequest { Payload = payload })).Payload.Equals(payload));
    }

    [Test]
    public async Task Large_messages_stream_both_ways_at_once()
    {
        var payload = ByteString.CopyFrom(new byte[2_000_000]);
        using var call = _client.Chat();
        var reading = call.ResponseStream.ToListAsync();
        for (var i = 0; i < 20; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Payload = payload, Count = i });
        }

        await call.RequestStream.CompleteAsync();

        Assert.That((await reading).Select(reply => reply.Count), Is.EqualTo(Enumerable.Range(0, 20)));
    }

    [Test]
    public async Task Hundreds_of_streams_share_a_channel()
    {
        // More than a server allows on one connection: all are open at the same time.
        var calls = Enumerable.Range(0, 250).Select(_ => _client.Chat()).ToList();
        foreach (var (call, index) in calls.Select((call, index) => (call, index)))
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Count = index });
        }

        var answers = await Task.WhenAll(
            calls.Select(async call =>
            {
                await call.ResponseStream.MoveNext(CancellationToken.None);
                await call.RequestStream.CompleteAsync();
                return (call.ResponseStream.Current.Count, IsMore: await call.ResponseStream.MoveNext(CancellationToken.None));
            })
        );

        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, 250).Select(index => (index, false))));
        calls.ForEach(call => call.Dispose());
    }

    [Test]
    public async Task Bytes_need_no_generated_code()
    {
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, "orchestra.tests.Echo", "Chat", bytes, bytes);
        using var call = _server.Channel().CreateCallInvoker().AsyncDuplexStreamingCall(method, null, new CallOptions());

        await call.RequestStream.WriteAsync(new EchoRequest { Text = "raw" }.ToByteArray());
        await call.RequestStream.CompleteAsync();
        var replies = await call.ResponseStream.ToListAsync();

        Assert.That(replies.Select(reply => EchoReply.Parser.ParseFrom(reply).Text), Is.EqualTo(["raw"]));
    }

    [Test]
    public async Task One_write_and_one_read_at_a_time()
    {
        using var call = _client.Chat();
        var read = call.ResponseStream.MoveNext(CancellationToken.None);

        Assert.That(async () => await call.ResponseStream.MoveNext(CancellationToken.None), Throws.InvalidOperationException);
        await call.RequestStream.CompleteAsync();
        Assert.That(async () => await call.RequestStream.WriteAsync(new EchoRequest()), Throws.InvalidOperationException);
        Assert.That(await read, Is.False);
    }
}
