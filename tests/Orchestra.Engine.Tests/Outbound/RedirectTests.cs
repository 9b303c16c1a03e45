using System.Net;
using System.Text;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>S3: each redirect is judged like a request of its own and gets no credentials of another origin.</summary>
[CancelAfter(30_000)]
internal sealed class RedirectTests : OutboundFixture
{
    private static readonly KeyValuePair<string, string>[] Credentials =
    [
        KeyValuePair.Create("Authorization", "Bearer canary"),
        KeyValuePair.Create("Cookie", "session=canary"),
        KeyValuePair.Create("X-API-Key", "canary"),
        KeyValuePair.Create("api_key", "canary"),
        KeyValuePair.Create("Ocp-Apim-Subscription-Key", "canary"),
        KeyValuePair.Create("X-Auth-Token", "canary"),
        KeyValuePair.Create("X-House-Special", "canary"),
    ];

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_to_a_closed_address_is_blocked_and_nothing_arrives(int status, CancellationToken cancellationToken)
    {
        await using var inner = RawServer.Friendly(IPAddress.Parse("127.0.0.2"));
        var target = $"http://127.0.0.2:{inner.Port}/secret";
        await using var outer = RawServer.Answering(_ => RawServer.Redirect(status, target));
        var request = new OutboundRequest("POST", outer.Url) { Body = "x"u8.ToArray() };

        var result = await Client.SendAsync(request, Only("127.0.0.1"), Limits, cancellationToken);

        var blocked = Expect<OutboundResult.Blocked>(result);
        Assert.That(blocked.RequestMayHaveBeenSent, Is.True, "the first hop was");
        Assert.That(blocked.Redirects.Single().Location, Is.EqualTo(target));
        Assert.That(inner.Connections, Is.Zero);

        Answer(await Client.SendAsync(request, Development, Limits, cancellationToken));
        Assert.That(inner.Connections, Is.EqualTo(1));
    }

    [TestCase("http://169.254.169.254/latest/", "metadata")]
    [TestCase("//169.254.169.254/latest/", "metadata")]
    [TestCase("http://[::ffff:a9fe:a9fe]/", "metadata")]
    [TestCase("file:///etc/passwd", "scheme 'file'")]
    [TestCase("gopher://127.0.0.1:6379/_INFO", "scheme 'gopher'")]
    [TestCase("javascript:alert(1)", "must start with http")]
    [TestCase("http://user:pw@127.0.0.1/", "user name or password")]
    [TestCase("http:\\\\169.254.169.254\\", "backslashes")]
    [TestCase("/a b", "percent-encode")]
    public async Task A_redirect_that_must_not_be_followed_is_blocked(string location, string reason, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(_ => RawServer.Redirect(302, location));

        var result = await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken);

        Assert.That(Expect<OutboundResult.Blocked>(result).Reason, Does.Contain(reason));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [TestCase(5, 6, true)]
    [TestCase(20, 6, false)]
    public async Task At_most_five_redirects_are_followed(int hops, int requests, bool answered, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(request =>
            request.Path == $"/{hops}" ? RawServer.Ok("there") : RawServer.Redirect(302, $"/{int.Parse(request.Path[1..]) + 1}")
        );

        var result = await Client.SendAsync(Get($"{server.Url}/0"), Development, Limits, cancellationToken);

        Assert.That(result is OutboundResult.Answered, Is.EqualTo(answered), result.ToString());
        Assert.That(server.Requests, Has.Count.EqualTo(requests));
        if (!answered)
        {
            Assert.That(Expect<OutboundResult.Blocked>(result).Reason, Does.Contain("more than 5 redirects"));
        }
    }

    [TestCase(301, "POST", "GET")]
    [TestCase(302, "POST", "GET")]
    [TestCase(303, "POST", "GET")]
    [TestCase(303, "PUT", "GET")]
    [TestCase(303, "HEAD", "HEAD")]
    [TestCase(301, "PUT", "PUT")]
    [TestCase(302, "DELETE", "DELETE")]
    [TestCase(307, "POST", "POST")]
    [TestCase(308, "PATCH", "PATCH")]
    public async Task The_method_changes_as_in_browsers(int status, string method, string expected, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(request =>
            request.Path == "/from" ? RawServer.Redirect(status, "to?x=1") : "HTTP/1.1 204 No Content\r\n\r\n"
        );
        var hasBody = method != "HEAD";
        var request = new OutboundRequest(method, $"{server.Url}/from")
        {
            Headers = [KeyValuePair.Create("Content-Type", "text/plain"), KeyValuePair.Create("X-Other", "stays")],
            Body = hasBody ? Encoding.ASCII.GetBytes("payload") : null,
        };

        var response = Answer(await Client.SendAsync(request, Development, Limits, cancellationToken));

        var second = server.Requests.Last();
        var keepsBody = hasBody && expected == method;
        Assert.Multiple(() =>
        {
            Assert.That(second.Method, Is.EqualTo(expected));
            Assert.That(second.Path, Is.EqualTo("/to?x=1"));
            Assert.That(second.Body, Is.EqualTo(keepsBody ? "payload" : ""));
            Assert.That(second.Header("X-Other"), Is.EqualTo("stays"));
            Assert.That(second.Header("Content-Type"), keepsBody || expected == "HEAD" ? Is.EqualTo("text/plain") : Is.Null);
            Assert.That(response.FinalUri.PathAndQuery, Is.EqualTo("/to?x=1"));
            Assert.That(response.Redirects.Single(), Is.EqualTo(new OutboundRedirect(status, new Uri($"{server.Url}/from"), "to?x=1")));
        });
    }

    [TestCase("other port")]
    [TestCase("other host")]
    public async Task Credentials_do_not_follow_to_another_origin(string change, CancellationToken cancellationToken)
    {
        await using var target = RawServer.Friendly();
        await using var server = RawServer.Answering(_ => RawServer.Redirect(307, $"http://127.0.0.1:{target.Port}/"));
        // On the second name the port stays the same: only the host differs.
        await using var sameServer = RawServer.Answering(request =>
            request.Header("Host")!.StartsWith("shop.", StringComparison.Ordinal)
                ? RawServer.Redirect(307, $"http://evil.example:{request.Header("Host")!.Split(':')[1]}/")
                : RawServer.Ok("got it")
        );
        using var client = ClientWith(new ScriptedResolver().Answer("shop.example", "127.0.0.1").Answer("evil.example", "127.0.0.1"));
        var url = change == "other port" ? server.Url : $"http://shop.example:{sameServer.Port}/";
        var request = new OutboundRequest("POST", url)
        {
            Headers = [.. Credentials, KeyValuePair.Create("Idempotency-Key", "stays")],
            Body = "x"u8.ToArray(),
            CredentialHeaders = ["x-house-special"],
        };

        Answer(await client.SendAsync(request, Development, Limits, cancellationToken));

        var first = (change == "other port" ? server : sameServer).Requests.First();
        var last = (change == "other port" ? target : sameServer).Requests.Last();
        Assert.That(Credentials.Select(header => first.Header(header.Key)), Has.All.Contains("canary"));
        Assert.That(last.Head, Does.Not.Contain("canary"));
        Assert.That(last.Header("Idempotency-Key"), Is.EqualTo("stays"));
    }

    [Test]
    public async Task Credentials_follow_within_the_origin(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(request =>
            request.Path == "/" ? RawServer.Redirect(302, "/next") : RawServer.Ok("hi")
        );

        Answer(await Client.SendAsync(Get(server.Url) with { Headers = Credentials }, Development, Limits, cancellationToken));

        Assert.That(Credentials.Select(header => server.Requests.Last().Header(header.Key)), Has.All.Contains("canary"));
    }

    [Test]
    public async Task Credentials_do_not_come_back_with_the_origin(CancellationToken cancellationToken)
    {
        await using var home = RawServer.Answering(request =>
            request.Path == "/back" ? RawServer.Ok("hi") : RawServer.Redirect(302, request.Path[1..])
        );
        await using var away = RawServer.Answering(_ => RawServer.Redirect(302, $"{home.Url}/back"));

        var request = Get($"{home.Url}/{away.Url}/") with { Headers = Credentials, CredentialHeaders = ["X-House-Special"] };
        Answer(await Client.SendAsync(request, Development, Limits, cancellationToken));

        Assert.That(home.Requests.Last().Path, Is.EqualTo("/back"));
        Assert.That(home.Requests.Last().Head, Does.Not.Contain("canary"));
    }

    [Test]
    public async Task With_redirects_off_the_redirect_is_the_answer(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(_ => RawServer.Redirect(302, "http://169.254.169.254/"));

        var response = Answer(await Client.SendAsync(Get(server.Url), Development, Limits with { MaxRedirects = 0 }, cancellationToken));

        Assert.That(response.StatusCode, Is.EqualTo(302));
        Assert.That(response.Headers, Has.Member(KeyValuePair.Create("Location", "http://169.254.169.254/")));
    }

    [TestCase("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", 302)]
    [TestCase("HTTP/1.1 304 Not Modified\r\nLocation: /x\r\n\r\n", 304)]
    [TestCase("HTTP/1.1 201 Created\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 201)]
    public async Task What_is_no_redirect_is_the_answer(string answer, int status, CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(_ => answer);

        Assert.That(Answer(await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken)).StatusCode, Is.EqualTo(status));
    }

    private static OutboundPolicy Only(string range) => new() { Allow = [AddressRange.Parse(range)] };
}
