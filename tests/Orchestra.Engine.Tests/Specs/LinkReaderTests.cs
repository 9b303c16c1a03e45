using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Specs;

public sealed class LinkReaderTests
{
    private const string Loans = """
        openapi: 3.0.3
        info: { title: Loans, version: '1' }
        paths:
          /loans:
            post:
              responses:
                '201':
                  description: created
                  links:
                    byId:
                      operationId: getLoan
                      parameters: { path.id: $response.body#/id, verbose: true }
                    byRef:
                      operationRef: '#/paths/~1loans~1%7Bid%7D/get'
                      requestBody: { loan: $response.body#/id }
                    shared: { $ref: '#/components/links/Shared' }
                    x-note: nothing
          /loans/{id}:
            get:
              operationId: getLoan
              parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
              responses: { '200': { description: ok } }
        components:
          links:
            Shared: { operationId: getLoan }
        """;

    [Test]
    public void Links_name_the_operation_and_keep_their_expressions()
    {
        var links = LinksOf(Loans);

        Assert.That(links.Select(link => link.Name), Is.EqualTo(["byId", "byRef", "shared"]));
        Assert.That(links.Select(link => link.OperationId), Is.EqualTo(["getLoan", null, "getLoan"]));
        Assert.That(links[1].EndpointName, Is.EqualTo("GET /loans/{id}"));
        Assert.That(SpecTexts.Json(links[0].Parameters), Is.EqualTo("""{"path.id":"$response.body#/id","verbose":true}"""));
        Assert.That(links[1].RequestBody!.Value.GetProperty("loan").GetString(), Is.EqualTo("$response.body#/id"));
    }

    [TestCase("{ description: nothing }", "names no operation")]
    [TestCase("{ operationRef: 'other.yaml#/paths/~1a/get' }", "names no operation of this document")]
    [TestCase("{ operationRef: '#/paths/~1nowhere/get' }", "names no operation of this document")]
    [TestCase("{ $ref: '#/components/links/Nowhere' }", "names none in this document")]
    [TestCase("text", "is no object")]
    public void A_link_that_leads_nowhere_is_a_warning_and_no_fault(string link, string message)
    {
        var import = OpenApiReader.Read(Loans.Replace("{ operationId: getLoan }", link, StringComparison.Ordinal));

        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Warnings.Single(), Has.Property("Code").EqualTo("LINK_IGNORED").And.Property("Message").Contains(message));
        Assert.That(import.Endpoints[0].Responses["201"].Links, Has.Count.EqualTo(2));
    }

    private static IReadOnlyList<SpecLink> LinksOf(string text)
    {
        var import = OpenApiReader.Read(text);
        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Warnings, Is.Empty);
        return import.Endpoints[0].Responses["201"].Links!;
    }
}
