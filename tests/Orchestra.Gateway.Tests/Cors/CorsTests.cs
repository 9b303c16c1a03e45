using Orchestra.Gateway.Cors;

namespace Orchestra.Gateway.Tests.Cors;

[CancelAfter(30_000)]
internal sealed class CorsTests : GatewayFixture
{
    private const string Allowed = "https://console.example.com";

    [TestCase(Allowed, true)]
    [TestCase("https://evil.example", false)]
    [TestCase("https://console.example.com.evil.example", false)]
    [TestCase("http://console.example.com", false)]
    [TestCase("null", false)]
    public async Task Only_listed_origins_are_allowed_and_never_with_cookies(
        string origin,
        bool allowed,
        CancellationToken cancellationToken
    )
    {
        var gateway = await StartGatewayAsync(("Cors:AllowedOrigins:0", Allowed));
        using var preflight = Request(HttpMethod.Options, "/api/v1/suites", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "PUT");
        preflight.Headers.Add("Access-Control-Request-Headers", "x-api-key,if-match");
        using var plain = Request(HttpMethod.Get, "/api/v1/suites", origin);

        using var preflightAnswer = await gateway.Client.SendAsync(preflight, cancellationToken);
        using var answer = await gateway.Client.SendAsync(plain, cancellationToken);

        foreach (var response in new[] { preflightAnswer, answer })
        {
            var value = response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
            Assert.That(value, allowed ? Is.EqualTo(Allowed) : Is.Null);
            Assert.That(response.Headers.Contains("Access-Control-Allow-Credentials"), Is.False);
        }

        Assert.That(Service.Only.Method, Is.EqualTo("GET"), "the gateway answers the preflight");
    }

    [Test]
    public async Task Without_a_list_no_origin_is_allowed(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        using var request = Request(HttpMethod.Get, "/api/v1/suites", Allowed);

        using var response = await gateway.Client.SendAsync(request, cancellationToken);

        Assert.That(response.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
    }

    [Test]
    public async Task A_refusal_can_be_read_by_an_allowed_page(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync(("Cors:AllowedOrigins:0", Allowed));
        using var request = Request(HttpMethod.Get, "/nope", Allowed);

        using var response = await gateway.Client.SendAsync(request, cancellationToken);

        Assert.That((int)response.StatusCode, Is.EqualTo(404));
        Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { Allowed }));
        Assert.That(response.Headers.GetValues("Access-Control-Expose-Headers").Single(), Does.Contain("ETag").And.Contain("X-Request-Id"));
    }

    [TestCase("https://a.example", true)]
    [TestCase("http://localhost:5173", true)]
    [TestCase("https://a.example/", false)]
    [TestCase("https://*.example", false)]
    [TestCase("*", false)]
    [TestCase("a.example", false)]
    [TestCase("file:///x", false)]
    public void An_origin_is_a_scheme_and_a_host(string text, bool valid) =>
        Assert.That(AllowedOriginsOptions.IsOrigin(text), Is.EqualTo(valid));

    private static HttpRequestMessage Request(HttpMethod method, string path, string origin)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        return request;
    }
}
