using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>Requests that are wrong before they are sent.</summary>
[CancelAfter(30_000)]
internal sealed class RequestRulesTests : OutboundFixture
{
    [TestCase("", "empty")]
    [TestCase("127.0.0.1/x", "must start with http")]
    [TestCase("http:127.0.0.1", "must start with http")]
    [TestCase("/relative", "must start with http")]
    [TestCase("ftp://127.0.0.1/", "scheme 'ftp'")]
    [TestCase("file:///etc/passwd", "scheme 'file'")]
    [TestCase("http://user@127.0.0.1/", "user name or password")]
    [TestCase("http://user:pw@127.0.0.1/", "user name or password")]
    [TestCase("http://93.184.215.14＠127.0.0.1/", "user name or password")]
    [TestCase("http://127.0.0.1／x.example/", "delimiter")]
    [TestCase("http://127.0.0.1\\@x.example/", "backslashes")]
    [TestCase("http://127.0.0.1/\r\nX: y", "U+000D at position 18")]
    [TestCase("http://127.0.0.1/\n", "U+000A")]
    [TestCase(" http://127.0.0.1/", "U+0020 at position 1")]
    [TestCase("http://127.0.0.1/\u2028", "U+2028")]
    [TestCase("http://127.0.0.1/\0", "U+0000")]
    [TestCase("http:///path", "not a host")]
    [TestCase("http://127%2E0%2E0%2E1/", "not a host")]
    [TestCase("http://[::1/", "not a host")]
    [TestCase("http://127.0.0.1:0/", "port")]
    [TestCase("http://127.0.0.1:99999/", "not a host and port")]
    public async Task A_URL_that_readers_could_understand_differently_is_refused(
        string url,
        string fault,
        CancellationToken cancellationToken
    )
    {
        var result = await Client.SendAsync(Get(url), Development, Limits, cancellationToken);

        Assert.That(Expect<OutboundResult.Invalid>(result).Message, Does.Contain(fault));
        Assert.That(result.RequestMayHaveBeenSent, Is.False);
    }

    [Test]
    public async Task An_endless_URL_is_refused(CancellationToken cancellationToken)
    {
        var result = await Client.SendAsync(Get("http://127.0.0.1/" + new string('x', 20_000)), Development, Limits, cancellationToken);

        Assert.That(Expect<OutboundResult.Invalid>(result).Message, Does.Contain("longer than"));
    }

    [TestCase("http://xn--mnchen-3ya.example/", "xn--mnchen-3ya.example")]
    [TestCase("http://münchen.example/", "xn--mnchen-3ya.example")]
    [TestCase("HTTPS://Shop.Example:443/a/../b?x=%2F", "shop.example")]
    public void An_ordinary_URL_is_read(string text, string host)
    {
        Assert.That(OutboundUrl.TryParse(text, out var url, out var fault), Is.True, fault);
        Assert.That(url!.IdnHost, Is.EqualTo(host));
    }

    [TestCase("X-A", "b\r\nX-Evil: 1", "U+000D at position 2")]
    [TestCase("X-A", "b\nX-Evil: 1", "U+000A")]
    [TestCase("X-A", "b\0", "U+0000")]
    [TestCase("X-A", "b\u0085c", "U+0085")]
    [TestCase("X-A\r\nX-Evil", "b", "header name 'X-A\\u000D")]
    [TestCase("X A", "b", "header name 'X A'")]
    [TestCase("", "b", "header name")]
    [TestCase("Transfer-Encoding", "chunked", "set by Orchestra itself")]
    [TestCase("content-length", "5", "set by Orchestra itself")]
    [TestCase("Connection", "Upgrade", "set by Orchestra itself")]
    [TestCase("Expect", "100-continue", "set by Orchestra itself")]
    public async Task A_header_that_could_write_another_request_is_refused(
        string name,
        string value,
        string fault,
        CancellationToken cancellationToken
    )
    {
        await using var server = RawServer.Friendly();
        var request = Get(server.Url) with { Headers = [KeyValuePair.Create(name, value)] };

        var result = await Client.SendAsync(request, Development, Limits, cancellationToken);

        Assert.That(Expect<OutboundResult.Invalid>(result).Message, Does.Contain(fault));
        Assert.That(server.Connections, Is.Zero);
    }

    [TestCase("GET /x HTTP/1.1\r\n", "not an HTTP method")]
    [TestCase("", "not an HTTP method")]
    [TestCase("CONNECT", "do not open tunnels")]
    public async Task A_method_that_is_none_is_refused(string method, string fault, CancellationToken cancellationToken)
    {
        var result = await Client.SendAsync(new OutboundRequest(method, "http://127.0.0.1:1/"), Development, Limits, cancellationToken);

        Assert.That(Expect<OutboundResult.Invalid>(result).Message, Does.Contain(fault));
    }

    [Test]
    public async Task HTTP_3_would_pass_by_the_connector_and_is_refused(CancellationToken cancellationToken)
    {
        var request = Get("https://127.0.0.1:1/") with { Version = new Version(3, 0) };

        Expect<OutboundResult.Invalid>(await Client.SendAsync(request, Development, Limits, cancellationToken));
    }
}
