using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Orchestra.Gateway.Tests.Routing;

[CancelAfter(30_000)]
internal sealed class UpstreamFailureTests : GatewayFixture
{
    [Test]
    public async Task A_service_that_is_down_is_503_in_the_error_shape(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        await Service.DisposeAsync();

        using var response = await gateway.Client.GetAsync(new Uri("/api/v1/suites", UriKind.Relative), cancellationToken);

        var message = await Answers.AssertErrorAsync(response, HttpStatusCode.ServiceUnavailable, "service_unavailable");
        Assert.That(message, Is.EqualTo("the service behind this route does not answer; try again shortly"));
        Assert.That(response.Headers.RetryAfter, Is.Not.Null);
    }

    [Test]
    public async Task A_service_that_hangs_up_without_an_answer_is_503(CancellationToken cancellationToken)
    {
        Service.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var gateway = await StartGatewayAsync();

        using var response = await gateway.Client.PostAsync(new Uri("/api/v1/suites", UriKind.Relative), null, cancellationToken);

        await Answers.AssertErrorAsync(response, HttpStatusCode.ServiceUnavailable, "service_unavailable");
    }

    [Test]
    public async Task A_service_that_does_not_answer_in_time_is_504_in_the_error_shape(CancellationToken cancellationToken)
    {
        Service.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        var gateway = await StartGatewayAsync(("Proxy:ActivityTimeout", "00:00:00.300"));

        using var response = await gateway.Client.GetAsync(new Uri("/api/v1/suites", UriKind.Relative), cancellationToken);

        await Answers.AssertErrorAsync(response, HttpStatusCode.GatewayTimeout, "service_unavailable");
    }

    [Test]
    public async Task A_break_in_the_middle_of_an_answer_is_a_break_for_the_client_too(CancellationToken cancellationToken)
    {
        Service.Answer = async context =>
        {
            await context.Response.WriteAsync("half", cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            context.Abort();
        };
        var gateway = await StartGatewayAsync();

        Assert.That(
            async () => await gateway.Client.GetStringAsync(new Uri("/api/v1/suites", UriKind.Relative), cancellationToken),
            Throws.InstanceOf<HttpRequestException>().Or.InstanceOf<IOException>().Or.InstanceOf<SocketException>()
        );
    }
}
