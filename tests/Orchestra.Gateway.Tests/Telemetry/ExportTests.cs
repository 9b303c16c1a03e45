using Orchestra.Testing.Processes;
using Orchestra.Testing.Waiting;

namespace Orchestra.Gateway.Tests.Telemetry;

[CancelAfter(60_000)]
internal sealed class ExportTests : GatewayFixture
{
    [Test]
    public async Task Traces_and_metrics_go_where_the_variable_says(CancellationToken cancellationToken)
    {
        var collector = Keep(await FakeCollector.StartAsync());
        await using var gateway = await ServiceProcess.StartAsync(
            "Orchestra.Gateway",
            new Dictionary<string, string>
            {
                ["services__api__http__0"] = Service.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            },
            "/health/live"
        );
        using var client = new HttpClient { BaseAddress = gateway.Address };

        using var response = await client.GetAsync(new Uri("/api/v1/suites", UriKind.Relative), cancellationToken);
        await Eventually.IsTrueAsync(
            () => Task.FromResult(collector.Exports.Any(export => export.Method.EndsWith("TraceService", StringComparison.Ordinal))),
            TimeSpan.FromSeconds(20),
            "the collector has a trace"
        );
        // Metrics are sent once a minute, and at the end.
        await gateway.StopAsync();

        var spans = string.Concat(collector.Exports.Where(export => export.Method.EndsWith("TraceService", StringComparison.Ordinal)));
        Assert.That(spans, Does.Contain("service.name").And.Contain("gateway").And.Contain("service.namespace").And.Contain("orchestra"));
        Assert.That(spans, Does.Contain("Microsoft.AspNetCore"));
        Assert.That(
            string.Concat(collector.Exports.Where(export => export.Method.EndsWith("MetricsService", StringComparison.Ordinal))),
            Does.Contain("http.server.request.duration")
        );
    }
}
