using Grpc.Core;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests;

[TestFixture]
[CancelAfter(60_000)]
public sealed class CancellationTests
{
    private EchoServer _server = null!;

    [SetUp]
    public async Task Start() => _server = await EchoServer.StartAsync();

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task A_token_cancels_the_call_on_both_sides()
    {
        using var stop = new CancellationTokenSource();
        using var call = _server.Client().UnaryAsync(new EchoRequest { Behaviour = Behaviour.Hang }, cancellationToken: stop.Token);
        await _server.Log.HangsAsync();

        await stop.CancelAsync();

        Assert.That(Calls.FailureOf(() => call.ResponseAsync).StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await _server.Log.WasCancelledAsync();
    }

    [Test]
    public void A_token_that_is_cancelled_already_sends_nothing()
    {
        var client = _server.Client();

        var failure = Calls.FailureOf(async () =>
            await client.UnaryAsync(new EchoRequest { Behaviour = Behaviour.Hang }, cancellationToken: new CancellationToken(true))
        );

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task A_stream_is_cancelled_in_its_middle()
    {
        using var stop = new CancellationTokenSource();
        using var call = _server.Client().Download(new EchoRequest { Count = 0 }, cancellationToken: stop.Token);
        await call.ResponseStream.MoveNext(CancellationToken.None);

        await stop.CancelAsync();

        Assert.That(Calls.FailureOf(async () => await call.ResponseStream.ToListAsync()).StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await _server.Log.WasCancelledAsync();
    }

    [Test]
    public async Task Disposing_a_call_cancels_it()
    {
        var call = _server.Client().Chat();
        await call.RequestStream.WriteAsync(new EchoRequest());
        await call.ResponseStream.MoveNext(CancellationToken.None);
        var read = call.ResponseStream.MoveNext(CancellationToken.None);

        call.Dispose();

        Assert.That(Calls.FailureOf(() => read).StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await _server.Log.WasCancelledAsync();
    }

    [Test]
    public async Task Giving_up_a_read_cancels_the_call()
    {
        using var stop = new CancellationTokenSource();
        using var call = _server.Client().Chat();
        var read = call.ResponseStream.MoveNext(stop.Token);

        await stop.CancelAsync();

        Assert.That(Calls.FailureOf(() => read).StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task Disposing_the_channel_ends_its_calls()
    {
        var channel = _server.Channel();
        using var call = new Echo.EchoClient(channel).UnaryAsync(new EchoRequest { Behaviour = Behaviour.Hang });
        await _server.Log.HangsAsync();

        channel.Dispose();

        Assert.That(Calls.FailureOf(() => call.ResponseAsync).StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await _server.Log.WasCancelledAsync();
    }

    [Test]
    [OwnBehaviour("a response that nobody awaits is an unobserved exception")]
    public async Task Calls_that_nobody_waits_for_leave_no_unobserved_exception()
    {
        var seen = new List<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, e) =>
        {
            lock (seen)
            {
                seen.Add(e.Exception);
            }
        };
        TaskScheduler.UnobservedTaskException += note;
        try
        {
            await AbandonCallsAsync();
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            Assert.That(seen, Is.Empty);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= note;
        }
    }

    private async Task AbandonCallsAsync()
    {
        var client = _server.Client();
        for (var i = 0; i < 20; i++)
        {
            client.UnaryAsync(new EchoRequest { Behaviour = Behaviour.Fail, Code = 3 }).Dispose();
            var broken = client.UnaryAsync(new EchoRequest { Behaviour = Behaviour.Break });
            var chat = client.Chat();
            await chat.RequestStream.WriteAsync(new EchoRequest { Behaviour = Behaviour.Hang });
            chat.Dispose();
            client.Upload(new Metadata { { "x-echo", "x" } }).Dispose();
            Assert.That(() => broken.ResponseAsync.IsCompleted, Is.True.After(10_000, 5));
        }
    }
}
