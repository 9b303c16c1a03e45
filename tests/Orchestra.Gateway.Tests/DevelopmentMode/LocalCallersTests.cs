using System.Net;

namespace Orchestra.Gateway.Tests.DevelopmentMode;

/// <summary>
/// In Development a request without credentials is an administrator's: it must come from a program of this machine, and no web page may
/// have a browser send it. Production asks for a key instead, so there each of these passes: the control.
/// </summary>
[CancelAfter(30_000)]
internal sealed class LocalCallersTests : GatewayFixture
{
    private const string Listed = "https://console.example.com";
    private const string Own = "own";

    private static readonly Uri Suites = new("/api/v1/suites", UriKind.Relative);

    [TestCase("X-Forwarded-For", "203.0.113.9")]
    [TestCase("X-Forwarded-For", "127.0.0.1, 203.0.113.9")]
    [TestCase("X-Forwarded-For", "203.0.113.9:4711")]
    [TestCase("X-Forwarded-For", "unknown")]
    [TestCase("X-Real-IP", "203.0.113.9")]
    [TestCase("X-Client-IP", "2001:db8::1")]
    [TestCase("CF-Connecting-IP", "203.0.113.9")]
    [TestCase("Forwarded", "for=203.0.113.9;proto=https")]
    [TestCase("Forwarded", "for=127.0.0.1, for=\"[2001:db8::1]:4711\"")]
    [TestCase("Forwarded", "for=_hidden")]
    [TestCase("Forwarded", "proto=https")]
    public async Task A_request_that_a_proxy_or_tunnel_brings_from_elsewhere_is_refused(
        string name,
        string value,
        CancellationToken cancellationToken
    )
    {
        var development = await StartAsync("Development");
        var production = await StartAsync("Production");

        using var refused = await SendAsync(development, HttpMethod.Get, cancellationToken, (name, value));
        var message = await Answers.AssertErrorAsync(refused, HttpStatusCode.Forbidden, "forbidden");
        Assert.That(message, Does.Contain("development mode").And.Contain("its own machine"));
        Assert.That(Service.Seen, Is.Empty);

        using var passed = await SendAsync(production, HttpMethod.Get, cancellationToken, (name, value));
        Assert.That(passed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("X-Forwarded-For", "127.0.0.1")]
    [TestCase("X-Forwarded-For", "::1, 127.0.0.1:4711")]
    [TestCase("X-Real-IP", "::1")]
    [TestCase("Forwarded", "for=127.0.0.1;proto=http, For=\"[::1]:4711\"")]
    public async Task A_proxy_between_programs_of_this_machine_is_none_of_our_business(
        string name,
        string value,
        CancellationToken cancellationToken
    )
    {
        var gateway = await StartAsync("Development");

        using var response = await SendAsync(gateway, HttpMethod.Get, cancellationToken, (name, value));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Service.Only.Header("X-Forwarded-For"), Is.EqualTo("127.0.0.1"));
    }

    [TestCase("evil.example", false)]
    [TestCase("evil.example:8080", false)]
    [TestCase("localhost.evil.example", false)]
    [TestCase("127.0.0.1.evil.example", false)]
    [TestCase("192.0.2.7:8080", false)]
    [TestCase("0.0.0.0:8080", false)]
    [TestCase("localhost", true)]
    [TestCase("LOCALHOST:8080", true)]
    [TestCase("127.0.0.1:1", true)]
    [TestCase("[::1]:8080", true)]
    public async Task A_name_that_was_rebound_to_this_machine_is_refused(string host, bool local, CancellationToken cancellationToken)
    {
        var development = await StartAsync("Development");
        var production = await StartAsync("Production");

        using var answer = await SendAsync(development, HttpMethod.Get, cancellationToken, ("Host", host));
        using var control = await SendAsync(production, HttpMethod.Get, cancellationToken, ("Host", host));

        Assert.That(answer.StatusCode, Is.EqualTo(local ? HttpStatusCode.OK : HttpStatusCode.Forbidden));
        Assert.That(control.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("POST", "https://evil.example", null, false)]
    [TestCase("POST", "https://evil.example", "cross-site", false)]
    [TestCase("DELETE", "https://evil.example", "cross-site", false)]
    [TestCase("PUT", null, "cross-site", false)]
    [TestCase("POST", "null", null, false)]
    [TestCase("POST", "http://localhost:3000", "same-site", false)]
    [TestCase("POST", "https://console.example.com.evil.example", "cross-site", false)]
    [TestCase("POST", Own, null, true)]
    [TestCase("POST", Own, "same-origin", true)]
    [TestCase("POST", null, "none", true)]
    [TestCase("POST", null, null, true)]
    [TestCase("POST", Listed, "cross-site", true)]
    [TestCase("POST", Listed, null, true)]
    [TestCase("GET", "https://evil.example", "cross-site", true)]
    public async Task A_page_of_another_site_changes_nothing_unless_it_is_listed(
        string method,
        string? origin,
        string? site,
        bool passes,
        CancellationToken cancellationToken
    )
    {
        var development = await StartAsync("Development");
        var production = await StartAsync("Production");

        using var answer = await SendAsync(development, new HttpMethod(method), cancellationToken, HeadersAt(development));
        using var control = await SendAsync(production, new HttpMethod(method), cancellationToken, HeadersAt(production));

        Assert.That(answer.StatusCode, Is.EqualTo(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden));
        Assert.That(control.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        if (!passes)
        {
            Assert.That(await Answers.AssertErrorAsync(answer, HttpStatusCode.Forbidden, "forbidden"), Does.Contain("Cors:AllowedOrigins"));
        }

        (string, string)[] HeadersAt(GatewayHost gateway) =>
            [
                .. origin is null ? Array.Empty<(string, string)>() : [("Origin", origin == Own ? Origin(gateway) : origin)],
                .. site is null ? Array.Empty<(string, string)>() : [("Sec-Fetch-Site", site)],
            ];
    }

    [Test]
    public async Task A_listed_page_was_judged_here_and_the_service_need_not_know_the_list(CancellationToken cancellationToken)
    {
        var gateway = await StartAsync("Development");

        using var response = await SendAsync(
            gateway,
            HttpMethod.Post,
            cancellationToken,
            ("Origin", Listed),
            ("Sec-Fetch-Site", "cross-site")
        );

        Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { Listed }));
        Assert.That(Service.Only.Headers.Keys, Has.None.AnyOf("Origin", "Sec-Fetch-Site"));
    }

    private static string Origin(GatewayHost gateway) => gateway.Address.GetLeftPart(UriPartial.Authority);

    private async Task<GatewayHost> StartAsync(string environment) =>
        Keep(await GatewayHost.StartAsync(environment, [Service.Address], ("Cors:AllowedOrigins:0", Listed)));

    private static async Task<HttpResponseMessage> SendAsync(
        GatewayHost gateway,
        HttpMethod method,
        CancellationToken cancellationToken,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, Suites);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await gateway.Client.SendAsync(request, cancellationToken);
    }
}
