using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Orchestra.Gateway.Tests.Routing;

[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StreamTests : GatewayFixture
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [TestCase("/api/v1/testruns/7/events")]
    [TestCase("/api/v1/suiteruns/7/events")]
    public async Task Each_event_arrives_before_the_next_one_is_written(string path, CancellationToken cancellationToken)
    {
        Service.Answer = StreamAsync;
        var gateway = await StartGatewayAsync();

        using var response = await OpenAsync(gateway, path, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        for (var i = 0; i < 5; i++)
        {
            _events.Writer.TryWrite($"data: {i}\n\n");
            // Were it held back, this would wait for ever: the next event is not written yet.
            Assert.That(await reader.ReadLineAsync(cancellationToken), Is.EqualTo($"data: {i}"));
            Assert.That(await reader.ReadLineAsync(cancellationToken), Is.Empty);
        }

        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        Assert.That(Service.Only.Header("Last-Event-ID"), Is.EqualTo("41"));
    }

    [Test]
    public async Task A_stream_may_be_silent_for_longer_than_other_requests(CancellationToken cancellationToken)
    {
        Service.Answer = context =>
            context.Request.Path.Value!.EndsWith("/events", StringComparison.Ordinal)
                ? StreamAsync(context)
                : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        var gateway = await StartGatewayAsync(("Proxy:ActivityTimeout", "00:00:00.300"));
        using var response = await OpenAsync(gateway, "/api/v1/testruns/7/events", cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));

        // Begun later and ended by the time-out: the stream has been silent for longer than that.
        using var other = await gateway.Client.GetAsync(new Uri("/api/v1/testruns/7", UriKind.Relative), cancellationToken);
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.GatewayTimeout));

        _events.Writer.TryWrite("data: late\n\n");
        Assert.That(await reader.ReadLineAsync(cancellationToken), Is.EqualTo("data: late"));
    }

    [Test]
    public async Task A_client_that_leaves_ends_the_stream_at_the_service(CancellationToken cancellationToken)
    {
        Service.Answer = StreamAsync;
        var gateway = await StartGatewayAsync();

        var response = await OpenAsync(gateway, "/api/v1/testruns/7/events", cancellationToken);
        response.Dispose();

        await _left.Task.WaitAsync(cancellationToken);
        Assert.That(_left.Task.IsCompletedSuccessfully);
    }

    [Test]
    public async Task Open_streams_do_not_hold_a_stopping_gateway_back(CancellationToken cancellationToken)
    {
        Service.Answer = StreamAsync;
        var gateway = await StartGatewayAsync();
        using var response = await OpenAsync(gateway, "/api/v1/testruns/7/events", cancellationToken);
        var began = TimeProvider.System.GetTimestamp();

        await gateway.StopAsync(cancellationToken);

        // The host would wait 8 s for open requests.
        Assert.That(TimeProvider.System.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(5)));
        await _left.Task.WaitAsync(cancellationToken);
    }

    private static async Task<HttpResponseMessage> OpenAsync(GatewayHost gateway, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Last-Event-ID", "41");
        return await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            await foreach (var item in _events.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(item, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            _left.TrySetResult();
        }
    }
}
