using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.Grpc.Tests.Fixtures;

namespace Orchestra.Grpc.Tests.Own;

[TestFixture]
[CancelAfter(60_000)]
public sealed class HealthStopTests
{
    [Test]
    public async Task A_watch_does_not_hold_up_the_stop_of_its_server()
    {
        await using var server = await EchoServer.StartAsync(
            map: app => app.MapGrpcService<HealthServiceImpl>(),
            register: services => services.AddSingleton<HealthServiceImpl>()
        );
        using var call = new Health.HealthClient(server.Channel()).Watch(new HealthCheckRequest());
        await call.ResponseStream.MoveNext(CancellationToken.None);

        var stop = server.StopAsync();

        Assert.That(
            Calls.FailureOf(() => call.ResponseStream.MoveNext(CancellationToken.None)).StatusCode,
            Is.EqualTo(StatusCode.Unavailable)
        );
        await stop.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
