using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;
using Orchestra.Testing.Time;

namespace Orchestra.Grpc.Tests.Own;

/// <summary>Each side keeps the deadline by its own clock.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class ClockTests
{
    private readonly ManualTimeProvider _time = new();

    private DateTime InAnHour => _time.GetUtcNow().UtcDateTime + TimeSpan.FromHours(1);

    [Test]
    public async Task A_client_gives_up_by_its_own_clock()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client(options => options.Time = _time);
        using var call = client.UnaryAsync(new EchoRequest { Behaviour = Behaviour.Hang }, deadline: InAnHour);
        await server.Log.HangsAsync();

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.That(call.ResponseAsync.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.That(Calls.FailureOf(() => call.ResponseAsync).StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        await server.Log.WasCancelledAsync();
    }

    [Test]
    public async Task A_server_answers_at_the_deadline_by_its_own_clock()
    {
        await using var server = await EchoServer.StartAsync(register: services => services.AddSingleton<TimeProvider>(_time));
        using var call = server
            .Client()
            .UnaryAsync(
                new EchoRequest { Behaviour = Behaviour.Hang },
                deadline: TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromHours(1)
            );
        await server.Log.HangsAsync();

        _time.Advance(TimeSpan.FromMinutes(61));

        Assert.That(Calls.FailureOf(() => call.ResponseAsync).StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        await server.Log.WasCancelledAsync();
    }

    [Test]
    public async Task A_method_that_does_not_heed_its_token_is_answered_for()
    {
        var begun = new TaskCompletionSource();
        var end = new TaskCompletionSource<byte[]>();
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "deaf", "Wait", bytes, bytes);
        var service = ServerServiceDefinition
            .CreateBuilder()
            .AddMethod(
                method,
                new UnaryServerMethod<byte[], byte[]>(
                    (_, _) =>
                    {
                        begun.SetResult();
                        return end.Task;
                    }
                )
            )
            .Build();
        await using var server = await EchoServer.StartAsync(
            map: app => app.MapGrpcService(service),
            register: services => services.AddSingleton<TimeProvider>(_time)
        );
        var options = new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromHours(1));
        using var call = server.Channel().CreateCallInvoker().AsyncUnaryCall(method, null, options, []);
        await begun.Task;

        _time.Advance(TimeSpan.FromMinutes(61));

        Assert.That(Calls.FailureOf(() => call.ResponseAsync).StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        end.SetResult([]);
    }
}
