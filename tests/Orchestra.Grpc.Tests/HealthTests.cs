using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.Grpc.Tests.Fixtures;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Orchestra.Grpc.Tests;

[TestFixture]
[CancelAfter(60_000)]
public sealed class HealthTests
{
    private EchoServer _server = null!;
    private Health.HealthClient _client = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await EchoServer.StartAsync(
            map: app => app.MapGrpcService<HealthServiceImpl>(),
            register: services => services.AddSingleton<HealthServiceImpl>()
        );
        _client = new Health.HealthClient(_server.Channel());
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    private HealthServiceImpl Service => _server.Services.GetRequiredService<HealthServiceImpl>();

    [Test]
    public async Task A_check_says_what_was_set()
    {
        Service.SetStatus("runner", ServingStatus.Serving);
        Assert.That((await _client.CheckAsync(new HealthCheckRequest { Service = "runner" })).Status, Is.EqualTo(ServingStatus.Serving));

        Service.SetStatus("runner", ServingStatus.NotServing);
        Assert.That((await _client.CheckAsync(new HealthCheckRequest { Service = "runner" })).Status, Is.EqualTo(ServingStatus.NotServing));
    }

    [Test]
    public void A_check_of_an_unknown_service_is_NOT_FOUND()
    {
        Assert.That(
            Calls.FailureOf(async () => await _client.CheckAsync(new HealthCheckRequest { Service = "nobody" })).StatusCode,
            Is.EqualTo(StatusCode.NotFound)
        );
    }

    [Test]
    public async Task A_watch_tells_each_change()
    {
        using var call = _client.Watch(new HealthCheckRequest { Service = "runner" });

        await NextIsAsync(call, ServingStatus.ServiceUnknown);
        Service.SetStatus("other", ServingStatus.NotServing);
        Service.SetStatus("runner", ServingStatus.Serving);
        await NextIsAsync(call, ServingStatus.Serving);
        Service.ClearAll();
        await NextIsAsync(call, ServingStatus.ServiceUnknown);
    }

    private static async Task NextIsAsync(AsyncServerStreamingCall<HealthCheckResponse> call, ServingStatus status)
    {
        Assert.That(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.That(call.ResponseStream.Current.Status, Is.EqualTo(status));
    }
}
