using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestra.Gateway.Tests.Limits;

[CancelAfter(30_000)]
internal sealed class LimitTests : GatewayFixture
{
    private static readonly Uri Suites = new("/api/v1/suites", UriKind.Relative);

    [TestCase(12 * 1024 * 1024, false)]
    [TestCase((12 * 1024 * 1024) + 1, true)]
    public async Task A_body_over_12_MiB_is_413_in_the_error_shape(int bytes, bool refused, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Suites) { Content = new ByteArrayContent(new byte[bytes]) };
        // So that the client waits for the refusal instead of sending into a closed connection.
        request.Headers.ExpectContinue = true;

        using var response = await gateway.Client.SendAsync(request, cancellationToken);

        if (refused)
        {
            await Answers.AssertErrorAsync(response, HttpStatusCode.RequestEntityTooLarge, "payload_too_large");
            Assert.That(Service.Seen, Is.Empty);
        }
        else
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(Service.Only.BodyBytes, Is.EqualTo(bytes));
        }
    }

    [TestCase(1, "200")]
    [TestCase(3, "413")]
    public async Task A_body_that_does_not_say_its_length_is_cut_off_at_the_limit(
        int chunks,
        string status,
        CancellationToken cancellationToken
    )
    {
        var gateway = await StartGatewayAsync(("Limits:MaxBodyBytes", "2048"));
        var body = new StringBuilder();
        for (var i = 0; i < chunks; i++)
        {
            body.Append("400\r\n").Append('x', 1024).Append("\r\n");
        }

        var answer = await gateway.SendRawAsync(
            $"POST /api/v1/suites HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{body}0\r\n\r\n",
            cancellationToken
        );

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status}"));
        Assert.That(answer, status == "413" ? Does.Contain("\"error\":\"payload_too_large\"") : Does.Contain("done"));
    }

    [TestCase(30 * 1024, "200")]
    [TestCase(33 * 1024, "431")]
    public async Task Headers_over_32_KiB_are_refused(int bytes, string status, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        var answer = await gateway.SendRawAsync(
            $"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Big: {new string('x', bytes)}\r\n\r\n",
            cancellationToken
        );

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status}"));
    }

    [TestCase(7 * 1024, "404")]
    [TestCase(9 * 1024, "414")]
    public async Task A_request_line_over_8_KiB_is_refused(int bytes, string status, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        var answer = await gateway.SendRawAsync(
            $"GET /{new string('x', bytes)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            cancellationToken
        );

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status}"));
    }

    [Test]
    public async Task Headers_that_do_not_arrive_in_time_end_the_connection(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync(("Limits:HeaderTimeout", "00:00:00.300"));

        var answer = await gateway.SendRawAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", cancellationToken);

        Assert.That(answer, Does.StartWith("HTTP/1.1 408"));
    }

    [Test]
    public async Task A_connection_above_the_limit_is_closed(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync(("Limits:MaxConnections", "1"));
        using (var response = await gateway.Client.GetAsync(new Uri("/", UriKind.Relative), cancellationToken))
        {
            // The client keeps this connection.
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        string answer;
        try
        {
            answer = await gateway.SendRawAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", cancellationToken);
        }
        catch (IOException e) when (e.InnerException is SocketException)
        {
            answer = "";
        }

        Assert.That(answer, Is.Empty);
    }

    [TestCase("Limits:MaxBodyBytes", "1")]
    [TestCase("Limits:HeaderTimeout", "1.00:00:00")]
    [TestCase("RateLimits:PerAddressPerSecond", "0")]
    [TestCase("RateLimits:PerKeyBurst", "10")]
    [TestCase("Proxy:ActivityTimeout", "00:00:00")]
    [TestCase("Cors:AllowedOrigins:0", "*")]
    [TestCase("services:api:http:0", "not an address")]
    [TestCase("services:api:http:0", "http://a/path")]
    public void A_setting_out_of_bounds_keeps_the_gateway_from_starting(string key, string value)
    {
        Assert.That(
            async () => await StartGatewayAsync((key, value)),
            Throws.InstanceOf<Microsoft.Extensions.Options.OptionsValidationException>().With.Message.Contains(key.Split(':')[1])
        );
    }
}
