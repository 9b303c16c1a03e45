using System.Net;

namespace Orchestra.Gateway.Tests.Health;

[CancelAfter(30_000)]
internal sealed class HealthTests : GatewayFixture
{
    private static readonly Uri Health = new("/health", UriKind.Relative);

    [Test]
    public async Task A_ready_service_is_healthy(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        using var response = await gateway.Client.GetAsync(Health, cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            await response.Content.ReadAsStringAsync(cancellationToken),
            Is.EqualTo("""{"status":"healthy","service":"orchestra","workers":0,"services":{"api":"healthy"}}""")
        );
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_service_that_is_not_ready_or_not_there_is_503(bool isThere, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        Service.IsReady = false;
        if (!isThere)
        {
            await Service.DisposeAsync();
        }

        using var response = await gateway.Client.GetAsync(Health, cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        var body = await Answers.JsonAsync(response);
        Assert.That((string?)body["status"], Is.EqualTo("degraded"));
        Assert.That((string?)body["services"]!["api"], Is.EqualTo("unhealthy"));
    }

    [Test]
    public async Task Ready_executors_are_counted_as_workers(CancellationToken cancellationToken)
    {
        var ready = Keep(await FakeService.StartAsync());
        var starting = Keep(await FakeService.StartAsync());
        starting.IsReady = false;
        var gateway = await StartGatewayAsync(
            ("services:executor:http:0", ready.Address.ToString()),
            ("services:executor:http:1", starting.Address.ToString())
        );

        using var response = await gateway.Client.GetAsync(Health, cancellationToken);

        Assert.That((int?)(await Answers.JsonAsync(response))["workers"], Is.EqualTo(1));
    }

    [Test]
    public async Task One_replica_less_is_degraded_but_still_serving(CancellationToken cancellationToken)
    {
        var second = Keep(await FakeService.StartAsync());
        second.IsReady = false;
        var gateway = Keep(await GatewayHost.StartAsync([Service.Address, second.Address]));

        using var response = await gateway.Client.GetAsync(Health, cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var body = await Answers.JsonAsync(response);
        Assert.That((string?)body["status"], Is.EqualTo("degraded"));
        Assert.That((string?)body["services"]!["api"], Is.EqualTo("degraded"));
    }

    [Test]
    public async Task Many_who_ask_at_once_cost_a_service_one_question(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        using var warm = await gateway.Client.GetAsync(Health, cancellationToken);
        var began = TimeProvider.System.GetTimestamp();

        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => gateway.Client.GetAsync(Health, cancellationToken)));

        foreach (var response in responses)
        {
            response.Dispose();
        }

        // One more for each second that a slow machine took, and the first.
        var allowed = 2 + (int)TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Assert.That(Service.Seen.Count(request => request.Path == "/health/ready"), Is.InRange(1, allowed));
    }

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    public async Task The_gateways_own_probes_do_not_hang_on_the_services(string path, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        Service.IsReady = false;

        using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }
}
