using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Orchestra.Gateway.Tests.Routing;

[CancelAfter(30_000)]
internal sealed class RouteTests : GatewayFixture
{
    [TestCase("tenants")]
    [TestCase("apikeys")]
    [TestCase("members")]
    [TestCase("vault")]
    [TestCase("processes")]
    [TestCase("specs")]
    [TestCase("suites")]
    [TestCase("scenarios")]
    [TestCase("datasets")]
    [TestCase("environments")]
    [TestCase("db-profiles")]
    [TestCase("kafka-profiles")]
    [TestCase("queue-profiles")]
    [TestCase("auth-profiles")]
    [TestCase("testruns")]
    [TestCase("suiteruns")]
    public async Task A_resource_and_all_below_it_reach_the_api(string resource, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        using var list = await gateway.Client.GetAsync(new Uri($"/api/v1/{resource}?limit=5", UriKind.Relative), cancellationToken);
        using var below = await gateway.Client.DeleteAsync(new Uri($"/api/v1/{resource}/1/a/b%20c", UriKind.Relative), cancellationToken);

        Assert.That(list.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            Service.Seen.Select(request => $"{request.Method} {request.Path}"),
            Is.EqualTo(new[] { $"GET /api/v1/{resource}?limit=5", $"DELETE /api/v1/{resource}/1/a/b c" })
        );
    }

    [TestCase("/nope")]
    [TestCase("/api/v1/loadruns")]
    [TestCase("/api/v1/tenantsx")]
    [TestCase("/api/v2/tenants")]
    [TestCase("/openapi/v1.json")]
    [TestCase("/internal/worker")]
    [TestCase("/api/v1/tenants/../../../internal/worker")]
    [TestCase("/api/v1/tenants/%2e%2e/%2e%2e/%2e%2e/openapi/v1.json")]
    public async Task A_path_that_no_service_owns_is_not_found_and_reaches_none(string path, CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        // Raw, because clients remove dots before they send.
        var answer = await gateway.SendRawAsync($"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", cancellationToken);

        Assert.That(answer, Does.StartWith("HTTP/1.1 404"));
        Assert.That(answer, Does.Contain("\"error\":\"not_found\"").And.Contain("no route for GET /"));
        Assert.That(Service.Seen, Is.Empty);
    }

    [Test]
    public async Task Status_headers_and_body_of_the_service_pass_unchanged(CancellationToken cancellationToken)
    {
        Service.Answer = context =>
        {
            context.Response.StatusCode = 405;
            context.Response.Headers.Allow = "GET";
            context.Response.Headers.ETag = "\"7\"";
            return context.Response.WriteAsync("{\"error\":\"method_not_allowed\"}", cancellationToken);
        };
        var gateway = await StartGatewayAsync();
        using var body = new StringContent("{\"a\":1}", Encoding.UTF8, "application/json");

        using var response = await gateway.Client.PutAsync(new Uri("/api/v1/suites/1", UriKind.Relative), body, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(405));
            Assert.That(response.Content.Headers.Allow, Is.EqualTo(new[] { "GET" }));
            Assert.That(response.Headers.ETag?.Tag, Is.EqualTo("\"7\""));
            Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("{\"error\":\"method_not_allowed\"}"));
            Assert.That(Service.Only.BodyBytes, Is.EqualTo(7));
            Assert.That(Service.Only.Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
        }
    }

    [Test]
    public async Task Replicas_take_turns(CancellationToken cancellationToken)
    {
        var second = Keep(await FakeService.StartAsync());
        var gateway = Keep(await GatewayHost.StartAsync([Service.Address, second.Address]));

        for (var i = 0; i < 6; i++)
        {
            using var response = await gateway.Client.GetAsync(new Uri("/api/v1/suites", UriKind.Relative), cancellationToken);
            Assert.That(response.IsSuccessStatusCode);
        }

        Assert.That(Requests(Service), Is.EqualTo(3));
        Assert.That(Requests(second), Is.EqualTo(3));
    }

    [Test]
    public async Task A_replica_that_is_not_ready_gets_no_requests(CancellationToken cancellationToken)
    {
        var second = Keep(await FakeService.StartAsync());
        second.IsReady = false;
        var gateway = Keep(await GatewayHost.StartAsync([Service.Address, second.Address], ("Proxy:ProbeEvery", "00:00:00.100")));

        // Two failed probes take it out; then a whole round goes to the other.
        var inARow = 0;
        while (inARow < 6)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = Requests(second);
            using var response = await gateway.Client.GetAsync(new Uri("/api/v1/suites", UriKind.Relative), cancellationToken);
            inARow = Requests(second) == before ? inARow + 1 : 0;
        }

        Assert.That(Requests(Service), Is.GreaterThanOrEqualTo(6));
    }

    [TestCase("GET", "200", "text/html")]
    [TestCase("POST", "405", "application/json")]
    public async Task The_home_page_names_the_product_and_its_doors(
        string method,
        string status,
        string type,
        CancellationToken cancellationToken
    )
    {
        var gateway = await StartGatewayAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");

        using var response = await gateway.Client.SendAsync(request, cancellationToken);

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.That($"{(int)response.StatusCode}", Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(type));
        Assert.That(
            text,
            method == "GET"
                ? Does.Contain("Orchestra").And.Contain("/docs").And.Contain("/openapi.json").And.Contain("/health")
                : Does.Contain("method_not_allowed")
        );
    }

    private static int Requests(FakeService service) =>
        service.Seen.Count(request => request.Path.StartsWith("/api/", StringComparison.Ordinal));
}
