using System.Net;
using Orchestra.Gateway.Limits;

namespace Orchestra.Gateway.Tests.Limits;

[CancelAfter(30_000)]
internal sealed class RateLimitTests : GatewayFixture
{
    private static readonly Uri Suites = new("/api/v1/suites", UriKind.Relative);

    [Test]
    public async Task More_requests_than_an_address_may_send_are_429_with_the_time_to_wait(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync(("RateLimits:PerAddressPerSecond", "1"), ("RateLimits:PerAddressBurst", "3"));

        var refused = await SendUntilRefusedAsync(gateway, null, 50, cancellationToken);

        Assert.That(refused, Is.Not.Null, "none of 50 requests was refused");
        using (refused)
        {
            var message = await Answers.AssertErrorAsync(refused!, HttpStatusCode.TooManyRequests, "too_many_requests");
            Assert.That(message, Does.StartWith("too many requests; try again in"));
            Assert.That(refused!.Headers.RetryAfter?.Delta, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        }

        using var probe = await gateway.Client.GetAsync(new Uri("/health/live", UriKind.Relative), cancellationToken);
        Assert.That(probe.StatusCode, Is.EqualTo(HttpStatusCode.OK), "probes are never refused");
    }

    [Test]
    public async Task The_defaults_are_generous(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        Assert.That(await SendUntilRefusedAsync(gateway, "orc_aaaaaaaaaaaa", 300, cancellationToken), Is.Null);
    }

    [Test]
    public async Task One_key_that_is_over_its_share_leaves_the_others_alone(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync(("RateLimits:PerKeyPerSecond", "1"), ("RateLimits:PerKeyBurst", "3"));

        using var greedy = await SendUntilRefusedAsync(gateway, "orc_aaaaaaaaaaaa", 50, cancellationToken);
        using var other = await SendAsync(gateway, "orc_bbbbbbbbbbbb", cancellationToken);

        Assert.That(greedy?.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task One_request_more_in_flight_than_allowed_is_429_until_another_ends(CancellationToken cancellationToken)
    {
        var arrived = new SemaphoreSlim(0);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Service.Answer = async context =>
        {
            arrived.Release();
            await open.Task.WaitAsync(context.RequestAborted);
        };
        var gateway = await StartGatewayAsync(("RateLimits:PerAddressConcurrent", "2"));
        var first = SendAsync(gateway, null, cancellationToken);
        var second = SendAsync(gateway, null, cancellationToken);
        await arrived.WaitAsync(cancellationToken);
        await arrived.WaitAsync(cancellationToken);

        using (var third = await SendAsync(gateway, null, cancellationToken))
        {
            await Answers.AssertErrorAsync(third, HttpStatusCode.TooManyRequests, "too_many_requests");
        }

        open.SetResult();
        (await first).Dispose();
        (await second).Dispose();
        // A permit comes back a moment after the client has its answer.
        HttpStatusCode status;
        do
        {
            using var again = await SendAsync(gateway, null, cancellationToken);
            status = again.StatusCode;
        } while (status == HttpStatusCode.TooManyRequests);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("203.0.113.7", "::ffff:203.0.113.7", true)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [TestCase("203.0.113.7", "203.0.113.8", false)]
    public void Addresses_of_one_network_share(string one, string other, bool same)
    {
        var (first, second) = (RateLimitPartitions.NetworkOf(IPAddress.Parse(one)), RateLimitPartitions.NetworkOf(IPAddress.Parse(other)));

        Assert.That(first == second, Is.EqualTo(same));
    }

    private static async Task<HttpResponseMessage?> SendUntilRefusedAsync(
        GatewayHost gateway,
        string? key,
        int atMost,
        CancellationToken cancellationToken
    )
    {
        for (var i = 0; i < atMost; i++)
        {
            var response = await SendAsync(gateway, key, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return response;
            }

            response.Dispose();
        }

        return null;
    }

    private static async Task<HttpResponseMessage> SendAsync(GatewayHost gateway, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Suites);
        if (key is not null)
        {
            request.Headers.Add("X-API-Key", key);
        }

        return await gateway.Client.SendAsync(request, cancellationToken);
    }
}
