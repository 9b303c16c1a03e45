using Grpc.Core;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests;

[TestFixture]
[CancelAfter(60_000)]
public sealed class StatusTests
{
    private EchoServer _server = null!;
    private Echo.EchoClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await EchoServer.StartAsync();
        _client = _server.Client();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public void Every_code_reaches_the_caller([Range(1, 16)] int code)
    {
        var request = new EchoRequest
        {
            Behaviour = Behaviour.Fail,
            Code = code,
            Text = "because",
        };

        var failure = Calls.FailureOf(async () => await _client.UnaryAsync(request));

        Assert.That((failure.StatusCode, failure.Detail), Is.EqualTo(((StatusCode)code, "because")));
    }

    [TestCase("100 % größer als ∞ 🙂")]
    [TestCase("two\nlines")]
    [TestCase("%41 stays")]
    [TestCase("")]
    public void A_message_survives_the_way(string message)
    {
        var request = new EchoRequest
        {
            Behaviour = Behaviour.Fail,
            Code = 9,
            Text = message,
        };

        Assert.That(Calls.FailureOf(async () => await _client.UnaryAsync(request)).Detail, Is.EqualTo(message));
    }

    [Test]
    public void A_failure_carries_trailers()
    {
        var request = new EchoRequest { Behaviour = Behaviour.Fail, Code = 5 };

        var failure = Calls.ExceptionOf(async () => await _client.UnaryAsync(request));

        Assert.That(failure.Trailers.GetValue("x-reason"), Is.EqualTo("as asked"));
    }

    [Test]
    public async Task A_stream_can_fail_after_some_messages()
    {
        using var call = _client.Download(
            new EchoRequest
            {
                Count = 3,
                Behaviour = Behaviour.Fail,
                Code = 10,
            }
        );
        for (var i = 0; i < 3; i++)
        {
            Assert.That(await call.ResponseStream.MoveNext(CancellationToken.None));
        }

        var failure = Calls.FailureOf(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Aborted));
        Assert.That(call.GetTrailers().GetValue("x-reason"), Is.EqualTo("as asked"));
    }

    [Test]
    public void An_exception_is_UNKNOWN_and_tells_nothing()
    {
        var failure = Calls.FailureOf(async () =>
            await _client.UnaryAsync(new EchoRequest { Behaviour = Behaviour.Break, Text = "secret" })
        );

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unknown));
        Assert.That(failure.Detail, Is.Not.Empty.And.Not.Contains("secret").And.Not.Contains("InvalidOperation"));
    }

    [Test]
    public async Task An_exception_is_told_where_details_are_on()
    {
        await using var server = await EchoServer.StartAsync(options => options.EnableDetailedErrors = true);
        var client = server.Client();

        var failure = Calls.FailureOf(async () =>
            await client.UnaryAsync(new EchoRequest { Behaviour = Behaviour.Break, Text = "the reason" })
        );

        Assert.That(failure.Detail, Does.Contain("the reason"));
    }

    [TestCase("orchestra.tests.Echo", "Nothing")]
    [TestCase("orchestra.tests.Nobody", "Unary")]
    public void What_is_not_there_is_UNIMPLEMENTED(string service, string name)
    {
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var method = new Method<byte[], byte[]>(MethodType.Unary, service, name, bytes, bytes);
        var invoker = _server.Channel().CreateCallInvoker();

        var failure = Calls.FailureOf(async () => await invoker.AsyncUnaryCall(method, null, new CallOptions(), []));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unimplemented));
    }

    [Test]
    public void A_server_that_is_not_there_is_UNAVAILABLE()
    {
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress("http://127.0.0.1:1");
        var client = new Echo.EchoClient(channel);

        Assert.That(Calls.FailureOf(async () => await client.UnaryAsync(new EchoRequest())).StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    [Test]
    public async Task A_call_has_no_status_before_its_end()
    {
        using var call = _client.Chat();

        Assert.That(() => call.GetStatus(), Throws.InvalidOperationException);
        Assert.That(() => call.GetTrailers(), Throws.InvalidOperationException);
        await call.RequestStream.CompleteAsync();
    }
}
