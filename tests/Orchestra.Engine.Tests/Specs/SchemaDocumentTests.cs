using System.Text.Json;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Specs;

public sealed class SchemaDocumentTests
{
    [Test]
    public void A_document_holds_what_the_endpoint_reaches_and_nothing_else()
    {
        var endpoints = OpenApiReader.Read(SpecTexts.Loans).Endpoints;

        Assert.That(
            SpecTexts.Json(endpoints[2].SchemaDocument),
            Is.EqualTo(
                """{"components":{"schemas":{"Id":{"type":"string","format":"uuid","default":"00000000-0000-0000-0000-000000000001"}}}}"""
            )
        );
        Assert.That(
            SpecTexts.Json(endpoints[1].SchemaDocument),
            Is.EqualTo(
                """{"paths":{"/loans/{id}":{"parameters":{"0":{"schema":{"type":"string","example":"L-1"}}},"get":{"parameters":{"0":{"schema":{"type":"boolean"}},"1":{"content":{"application/json":{"schema":{"type":"string"}}}}},"responses":{"200":{"content":{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Loan"}}}}}}}}},"components":{"schemas":{"Id":{"type":"string","format":"uuid","default":"00000000-0000-0000-0000-000000000001"},"Money":{"type":"number","minimum":0.10},"NewLoan":{"type":"object","properties":{"amount":{"$ref":"#/components/schemas/Money"}}},"Loan":{"allOf":[{"$ref":"#/components/schemas/NewLoan"},{"type":"object","properties":{"id":{"$ref":"#/components/schemas/Id"},"parent":{"$ref":"#/components/schemas/Loan"}}}]}}}}"""
            )
        );
    }

    [Test]
    public void Every_pointer_and_reference_of_an_endpoint_resolves()
    {
        foreach (var endpoint in OpenApiReader.Read(SpecTexts.Loans).Endpoints)
        {
            Assert.That(Unresolved(endpoint), Is.Empty, endpoint.EndpointName);
        }
    }

    [Test]
    public void An_endpoint_without_schemas_has_an_empty_document()
    {
        Assert.That(SpecTexts.Json(SpecTexts.Only(SpecTexts.Small()).SchemaDocument), Is.EqualTo("{}"));
    }

    [TestCase(
        "A: { allOf: [{ $ref: '#/components/schemas/B' }] }, B: { allOf: [{ $ref: '#/components/schemas/A' }] }",
        TestName = "allOf in a circle"
    )]
    [TestCase("A: { $ref: '#/components/schemas/A' }", TestName = "A schema that is itself")]
    [TestCase("A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' }", TestName = "Two schemas that are each other")]
    [TestCase("A: { properties: { a: { $ref: '#/components/schemas/A/properties/a' } } }", TestName = "A part that is itself")]
    [TestCase(
        "A: { oneOf: [{ $ref: '#/components/schemas/B' }], discriminator: { propertyName: p, mapping: { a: '#/components/schemas/A', b: B } } }, B: { allOf: [{ $ref: '#/components/schemas/A' }] }",
        TestName = "A discriminator in a circle"
    )]
    [TestCase(
        "A: { items: { $ref: '#/paths/~1a/get/requestBody/content/application~1json/schema' } }",
        TestName = "A circle through a path"
    )]
    public void Circles_of_schemas_are_read_and_kept(string schemas)
    {
        var endpoint = SpecTexts.Only(
            SpecTexts.Small(
                "requestBody: { content: { application/json: { schema: { properties: { x: { $ref: '#/components/schemas/A' } } } } } }",
                $"components: {{ schemas: {{ {schemas} }} }}"
            )
        );

        Assert.That(JsonPointers.Find(endpoint.SchemaDocument, "/components/schemas/A"), Is.Not.Null);
        Assert.That(
            References(endpoint.SchemaDocument)
                .Select(reference => JsonPointers.Find(endpoint.SchemaDocument, JsonPointers.FromReference(reference)!)),
            Is.All.Not.Null
        );
    }

    [Test, CancelAfter(10_000)]
    public void Ten_thousand_references_in_a_row_are_followed(CancellationToken cancellationToken)
    {
        var schemas = string.Join(
            ", ",
            Enumerable.Range(0, 10_000).Select(number => $"S{number}: {{ $ref: '#/components/schemas/S{number + 1}' }}")
        );
        var endpoint = SpecTexts.Only(
            SpecTexts.Small(
                "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/S0' } } } }",
                $"components: {{ schemas: {{ {schemas}, S10000: {{ type: integer }} }} }}"
            )
        );

        Assert.That(cancellationToken.IsCancellationRequested, Is.False);
        Assert.That(
            JsonPointers.Find(endpoint.SchemaDocument, "/components/schemas/S10000/type")!.Value.GetString(),
            Is.EqualTo("integer")
        );
    }

    [Test]
    public void References_into_lists_and_through_escapes_resolve()
    {
        var endpoint = SpecTexts.Only(
            SpecTexts.Small(
                "requestBody: { content: { application/json: { schema: { properties: { a: { $ref: '#/components/schemas/A~1~0%20B/oneOf/1' } } } } } }",
                "components: { schemas: { 'A/~ B': { oneOf: [{ type: string }, { type: integer }] } } }"
            )
        );

        Assert.That(Unresolved(endpoint), Is.Empty);
        Assert.That(
            JsonPointers
                .Resolve(endpoint.SchemaDocument, endpoint.RequestBody!.SchemaPointer + "/properties/a")!
                .Value.GetProperty("type")
                .GetString(),
            Is.EqualTo("integer")
        );
    }

    [Test]
    public void References_inside_examples_and_properties_named_ref_are_data()
    {
        var endpoint = SpecTexts.Only(
            SpecTexts.Small(
                "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }",
                "components: { schemas: { A: { properties: { $ref: { type: string } }, example: { $ref: 'http://x/' }, enum: [{ $ref: y }] } } }"
            )
        );

        Assert.That(endpoint.RequestBody!.Example!.Value.GetProperty("$ref").GetString(), Is.EqualTo("http://x/"));
    }

    /// <summary>Pointers and references of an endpoint that lead nowhere.</summary>
    internal static IEnumerable<string> Unresolved(SpecEndpoint endpoint)
    {
        var pointers = endpoint
            .Parameters.Select(parameter => parameter.SchemaPointer)
            .Append(endpoint.RequestBody?.SchemaPointer)
            .Concat(endpoint.Responses.Values.Select(response => response.Body?.SchemaPointer))
            .Concat(endpoint.Responses.Values.SelectMany(response => response.Headers?.Values ?? []))
            .Concat(References(endpoint.SchemaDocument).Take(100).Select(JsonPointers.FromReference));
        return pointers.OfType<string>().Where(pointer => JsonPointers.Resolve(endpoint.SchemaDocument, pointer) is null);
    }

    private static IEnumerable<string> References(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value
                .EnumerateObject()
                .SelectMany(member =>
                    member is { Name: "$ref", Value.ValueKind: JsonValueKind.String }
                        ? [member.Value.GetString()!]
                        : References(member.Value)
                ),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(References),
            _ => [],
        };
}
