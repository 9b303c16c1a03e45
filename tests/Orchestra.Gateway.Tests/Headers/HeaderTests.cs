namespace Orchestra.Gateway.Tests.Headers;

[CancelAfter(30_000)]
internal sealed class HeaderTests : GatewayFixture
{
    private static readonly Uri Suites = new("/api/v1/suites", UriKind.Relative);

    [TestCase("X-Tenant-Id")]
    [TestCase("x-tenant-id")]
    [TestCase("X-User")]
    [TestCase("X-User-Id")]
    [TestCase("X-Roles")]
    [TestCase("X-Forwarded-Host")]
    [TestCase("X-Forwarded-Proto")]
    [TestCase("X-Forwarded-Prefix")]
    [TestCase("Forwarded")]
    [TestCase("X-Real-IP")]
    [TestCase("X-Original-URL")]
    [TestCase("X-HTTP-Method-Override")]
    public async Task What_a_client_says_about_who_it_is_does_not_reach_a_service(string name, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Suites);
        request.Headers.TryAddWithoutValidation(name, "evil");
        // The control: what is not on the list passes.
        request.Headers.Add("X-API-Key", "orc_abcdefgh");
        request.Headers.Add("If-Match", "\"3\"");

        using var response = await gateway.Client.SendAsync(request, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Service.Only.Header(name), Is.Null);
            Assert.That(Service.Only.Headers.Values, Has.None.Contains("evil"));
            Assert.That(Service.Only.Header("X-API-Key"), Is.EqualTo("orc_abcdefgh"));
            Assert.That(Service.Only.Header("If-Match"), Is.EqualTo("\"3\""));
        }
    }

    [Test]
    public async Task The_gateway_itself_says_where_a_request_comes_from(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Suites);
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Host = "evil.example";

        using var response = await gateway.Client.SendAsync(request, cancellationToken);

        Assert.That(Service.Only.Header("X-Forwarded-For"), Is.EqualTo("127.0.0.1"));
        Assert.That(Service.Only.Header("Host"), Is.EqualTo(Service.Address.Authority));
    }

    [Test]
    public async Task Headers_for_one_hop_stay_on_it(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        using var request = new HttpRequestMessage(HttpMethod.Get, Suites);
        request.Headers.Connection.Add("X-Hop");
        foreach (var name in new[] { "X-Hop", "X-Other", "Keep-Alive", "Proxy-Authorization", "TE" })
        {
            request.Headers.TryAddWithoutValidation(name, "1");
        }

        using var response = await gateway.Client.SendAsync(request, cancellationToken);

        Assert.That(Service.Only.Headers.Keys, Has.None.AnyOf("X-Hop", "Keep-Alive", "Proxy-Authorization", "TE", "Connection"));
        Assert.That(Service.Only.Header("X-Other"), Is.EqualTo("1"));
    }

    [TestCase("Content-Length: 5\r\nTransfer-Encoding: chunked", "400")]
    [TestCase("Transfer-Encoding: xchunked", "400")]
    [TestCase("Transfer-Encoding: chunked, identity", "400")]
    [TestCase("Content-Length: 5\r\nContent-Length: 6", "400")]
    [TestCase("Transfer-Encoding : chunked", "400")]
    [TestCase("Transfer-Encoding: chunked", "200")]
    public async Task A_request_with_an_ambiguous_length_is_refused(string framing, string status, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        var answer = await gateway.SendRawAsync(
            $"POST /api/v1/suites HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{framing}\r\n\r\n0\r\n\r\n",
            cancellationToken
        );

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status}"));
        Assert.That(Service.Seen, status == "200" ? Has.Count.EqualTo(1) : Is.Empty);
    }

    [TestCase("abc-1.2_3:4", true)]
    [TestCase("a", true)]
    [TestCase("with space", false)]
    [TestCase("semi;colon", false)]
    [TestCase("<script>", false)]
    public async Task A_sane_request_id_is_kept_and_any_other_replaced(string given, bool kept, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Suites);
        request.Headers.TryAddWithoutValidation("X-Request-Id", given);

        using var response = await gateway.Client.SendAsync(request, cancellationToken);

        var answered = response.Headers.GetValues("X-Request-Id").Single();
        Assert.That(Service.Only.Header("X-Request-Id"), Is.EqualTo(answered));
        if (kept)
        {
            Assert.That(answered, Is.EqualTo(given));
        }
        else
        {
            Assert.That(Guid.Parse(answered).Version, Is.EqualTo(7));
        }
    }

    [Test]
    public async Task A_service_cannot_change_the_request_id_and_refusals_have_one_too(CancellationToken cancellationToken)
    {
        Service.Answer = context =>
        {
            context.Response.Headers["X-Request-Id"] = "other";
            return Task.CompletedTask;
        };
        var gateway = await StartGatewayAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Suites);
        request.Headers.Add("X-Request-Id", "mine");

        using var response = await gateway.Client.SendAsync(request, cancellationToken);
        using var refusal = await gateway.Client.GetAsync(new Uri("/nope", UriKind.Relative), cancellationToken);

        Assert.That(response.Headers.GetValues("X-Request-Id"), Is.EqualTo(new[] { "mine" }));
        Assert.That(Guid.Parse(refusal.Headers.GetValues("X-Request-Id").Single()).Version, Is.EqualTo(7));
    }

    [Test]
    public async Task The_trace_goes_on_in_the_service(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Suites);
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("tracestate", "vendor=1");

        using var response = await gateway.Client.SendAsync(request, cancellationToken);

        Assert.That(Service.Only.Header("traceparent"), Does.StartWith("00-0af7651916cd43dd8448eb211c80319c-").And.EndsWith("-01"));
        Assert.That(Service.Only.Header("tracestate"), Is.EqualTo("vendor=1"));
    }

    [TestCase("/api/v1/suites")]
    [TestCase("/health")]
    [TestCase("/nope")]
    [TestCase("/docs/index.html")]
    public async Task Answers_name_no_server_and_forbid_sniffing(string path, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);

        Assert.That(response.Headers.Contains("Server"), Is.False);
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
    }
}
