using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests.Peers;

/// <summary>Our client against a server of @grpc/grpc-js.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class GrpcJsServerTests
{
    private GrpcJs _server = null!;
    private GrpcChannel _channel = null!;
    private Echo.EchoClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await GrpcJs.StartAsync("grpc-js-server.cjs");
        var port = await _server.Output.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _), "the server says its port");
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        _client = new Echo.EchoClient(_channel);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task One_request_has_one_response() =>
        Assert.That((await _client.UnaryAsync(new EchoRequest { Text = "größer 🙂" })).Text, Is.EqualTo("größer 🙂"));

    [Test]
    public async Task Large_messages_come_back()
    {
        var payload = ByteString.CopyFrom(Enumerable.Range(0, 3_000_000).Select(i => (byte)i).ToArray());

        Assert.That((await _client.UnaryAsync(new EchoRequest { Payload = payload })).Payload.Equals(payload));
    }

    [Test]
    public async Task Streams_of_responses_come_in_order()
    {
        using var call = _client.Download(new EchoRequest { Count = 1000 });

        Assert.That((await call.ResponseStream.ToListAsync()).Select(reply => reply.Count), Is.EqualTo(Enumerable.Range(0, 1000)));
    }

    [Test]
    public async Task Streams_of_requests_have_one_response()
    {
        using var call = _client.Upload();
        for (var i = 0; i < 100; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = "ab" });
        }

        await call.RequestStream.CompleteAsync();

        Assert.That((await call).Count, Is.EqualTo(100));
    }

    [Test]
    public async Task Requests_and_responses_take_turns()
    {
        using var call = _client.Chat();
        for (var i = 0; i < 50; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Count = i });
            Assert.That(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.That(call.ResponseStream.Current.Count, Is.EqualTo(i));
        }

        await call.RequestStream.CompleteAsync();
        Assert.That(await call.ResponseStream.MoveNext(CancellationToken.None), Is.False);
    }

    [Test]
    public void A_failure_has_status_message_and_trailers()
    {
        var request = new EchoRequest
        {
            Behaviour = Behaviour.Fail,
            Code = 9,
            Text = "100 % größer",
        };

        var failure = Calls.ExceptionOf(async () => await _client.UnaryAsync(request));

        Assert.That((failure.StatusCode, failure.Status.Detail), Is.EqualTo((StatusCode.FailedPrecondition, "100 % größer")));
        Assert.That(failure.Trailers.GetValue("x-reason"), Is.EqualTo("as asked"));
    }

    [Test]
    public async Task A_stream_can_fail_after_some_messages()
    {
        using var call = _client.Chat();
        await call.RequestStream.WriteAsync(new EchoRequest());
        Assert.That(await call.ResponseStream.MoveNext(CancellationToken.None));
        await call.RequestStream.WriteAsync(new EchoRequest { Behaviour = Behaviour.Fail, Code = 10 });

        Assert.That(Calls.FailureOf(() => call.ResponseStream.MoveNext(CancellationToken.None)).StatusCode, Is.EqualTo(StatusCode.Aborted));
    }

    [Test]
    public async Task Metadata_goes_both_ways()
    {
        var metadata = new Metadata { { "x-echo", "a text" }, { "x-echo-bin", [0, 255, 1] } };
        using var call = _client.UnaryAsync(new EchoRequest(), metadata);
        await call;

        Assert.That((await call.ResponseHeadersAsync).GetValue("x-echo-header"), Is.EqualTo("a text"));
        Assert.That(call.GetTrailers().GetValueBytes("x-echo-trailer-bin"), Is.EqualTo(new byte[] { 0, 255, 1 }));
    }

    [Test]
    public async Task It_is_told_the_deadline()
    {
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var call = _client.UnaryAsync(new EchoRequest(), deadline: deadline.AddMinutes(10));
        await call;
        var late = Calls.FailureOf(async () =>
            await _client.UnaryAsync(new EchoRequest { Behaviour = Behaviour.Hang }, deadline: deadline.AddMilliseconds(300))
        );

        Assert.That(call.GetTrailers().GetValue("x-has-deadline"), Is.EqualTo("true"));
        Assert.That(late.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
    }

    [Test]
    public async Task An_endless_stream_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        using var call = _client.Download(new EchoRequest { Count = 0 }, cancellationToken: stop.Token);
        await call.ResponseStream.MoveNext(CancellationToken.None);

        await stop.CancelAsync();

        Assert.That(Calls.FailureOf(async () => await call.ResponseStream.ToListAsync()).StatusCode, Is.EqualTo(StatusCode.Cancelled));
        Assert.That((await _client.UnaryAsync(new EchoRequest { Text = "still there" })).Text, Is.EqualTo("still there"));
    }

    [Test]
    public void A_method_that_is_not_there_is_UNIMPLEMENTED()
    {
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "orchestra.tests.Echo", "Nothing", bytes, bytes);
        var invoker = _channel.CreateCallInvoker();

        Assert.That(
            Calls.FailureOf(async () => await invoker.AsyncUnaryCall(method, null, new CallOptions(), [])).StatusCode,
            Is.EqualTo(StatusCode.Unimplemented)
        );
    }

    [Test]
    public async Task A_hundred_calls_run_at_once()
    {
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(count => _client.UnaryAsync(new EchoRequest { Count = count }).ResponseAsync)
        );

        Assert.That(replies.Select(reply => reply.Count), Is.EqualTo(Enumerable.Range(0, 100)));
    }
}
