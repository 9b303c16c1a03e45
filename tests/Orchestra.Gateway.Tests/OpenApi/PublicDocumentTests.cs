using System.Net;

namespace Orchestra.Gateway.Tests.OpenApi;

[CancelAfter(30_000)]
internal sealed class PublicDocumentTests : GatewayFixture
{
    private static readonly Uri Document = new("/openapi.json", UriKind.Relative);

    [Test]
    public async Task The_services_document_is_in_it_and_the_gateways_own_routes(CancellationToken cancellationToken)
    {
        Service.Document = """
            { "openapi": "3.1.1", "info": { "title": "Orchestra.Api | v1", "version": "1" }, "servers": [{ "url": "http://10.0.0.1:81" }],
              "tags": [{ "name": "Suites" }, { "name": "Health" }],
              "paths": { "/api/v1/suites": { "get": { "operationId": "ListSuites", "responses": { "200": { "description": "ok" } } } },
                         "/internal/worker": { "get": { "responses": {} } } },
              "components": { "schemas": { "Suite": { "type": "object" } } } }
            """;
        var gateway = await StartGatewayAsync();

        using var response = await gateway.Client.GetAsync(Document, cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        var body = await Answers.JsonAsync(response);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)body["info"]!["title"], Is.EqualTo("Orchestra"));
            Assert.That((string?)body["servers"]![0]!["url"], Is.EqualTo("/"));
            Assert.That(body["paths"]!.AsObject().Select(path => path.Key), Is.EqualTo(new[] { "/health", "/api/v1/suites" }));
            Assert.That(body["components"]!["schemas"]!.AsObject().Select(schema => schema.Key), Is.EqualTo(new[] { "Health", "Suite" }));
            Assert.That(body["tags"]!.AsArray().Select(tag => (string?)tag!["name"]), Is.EqualTo(new[] { "Health", "Suites" }));
            Assert.That(body.ContainsKey("x-missing-services"), Is.False);
        }
    }

    [TestCase(null)]
    [TestCase("<html>")]
    [TestCase("[]")]
    public async Task Without_any_document_it_is_503_in_the_error_shape(string? document, CancellationToken cancellationToken)
    {
        Service.Document = document;
        var gateway = await StartGatewayAsync();

        using var response = await gateway.Client.GetAsync(Document, cancellationToken);

        await Answers.AssertErrorAsync(response, HttpStatusCode.ServiceUnavailable, "service_unavailable");
    }

    [Test]
    public async Task The_docs_page_shows_it(CancellationToken cancellationToken)
    {
        var gateway = await StartGatewayAsync();

        using var redirect = await gateway.Client.GetAsync(new Uri("/docs", UriKind.Relative), cancellationToken);
        var page = await gateway.Client.GetStringAsync(new Uri("/docs/index.html", UriKind.Relative), cancellationToken);
        var script = await gateway.Client.GetStringAsync(new Uri("/docs/index.js", UriKind.Relative), cancellationToken);

        Assert.That(redirect.StatusCode, Is.EqualTo(HttpStatusCode.MovedPermanently));
        Assert.That(page, Does.Contain("Orchestra API"));
        Assert.That(page + script, Does.Contain("/openapi.json"));
    }
}
