using Grpc.Core;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests;

[TestFixture]
[CancelAfter(60_000)]
public sealed class DeadlineTests
{
    private EchoServer _server = null!;

    [SetUp]
    public async Task Start() => _server = await EchoServer.StartAsync();

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    private static DateTime In(TimeSpan time) => TimeProvider.System.GetUtcNow().UtcDateTime + time;

    [Test]
    public async Task A_call_ends_at_its_deadline_on_both_sides()
    {
        var client = _server.Client();

        var failure = Calls.FailureOf(async () =>
            await client.UnaryAsync(new EchoRequest { Behaviour = Behaviour.Hang }, deadline: In(TimeSpan.FromSeconds(2)))
        );

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        await _server.Log.WasCancelledAsync();
    }

    [Test]
    public async Task A_stream_ends_at_its_deadline()
    {
        using var call = _server.Client().Chat(deadline: In(TimeSpan.FromSeconds(2)));
        await call.RequestStream.WriteAsync(new EchoRequest());
        await call.ResponseStream.MoveNext(CancellationToken.None);

        var failure = Calls.FailureOf(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(
            Calls.FailureOf(() => call.RequestStream.WriteAsync(new EchoRequest())).StatusCode,
            Is.EqualTo(StatusCode.DeadlineExceeded)
        );
    }

    [Test]
    public void A_deadline_that_is_over_ends_the_call_at_once()
    {
        var client = _server.Client();

        var failure = Calls.FailureOf(async () => await client.UnaryAsync(new EchoRequest(), deadline: In(TimeSpan.FromSeconds(-1))));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
    }

    [Test]
    public async Task The_server_is_told_the_deadline()
    {
        using var call = _server.Client().UnaryAsync(new EchoRequest(), deadline: In(TimeSpan.FromDays(365)));
        await call;

        Assert.That(call.GetTrailers().GetValue("x-has-deadline"), Is.EqualTo("True"));
    }

    [Test]
    public async Task The_greatest_time_is_no_deadline()
    {
        using var call = _server.Client().UnaryAsync(new EchoRequest(), deadline: DateTime.MaxValue);
        await call;

        Assert.That(call.GetTrailers().GetValue("x-has-deadline"), Is.EqualTo("False"));
    }

    [Test]
    public void A_deadline_in_local_time_is_refused()
    {
        var client = _server.Client();
        var local = DateTime.SpecifyKind(In(TimeSpan.FromHours(1)), DateTimeKind.Local);

        Assert.That(async () => await client.UnaryAsync(new EchoRequest(), deadline: local), Throws.InvalidOperationException);
    }
}
