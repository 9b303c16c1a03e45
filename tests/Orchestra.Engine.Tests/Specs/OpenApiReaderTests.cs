using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Tests.Specs;

public sealed class OpenApiReaderTests
{
    private SpecImport _import = null!;

    [OneTimeSetUp]
    public void Read_the_loans() => _import = OpenApiReader.Read(SpecTexts.Loans);

    [Test]
    public void The_loans_have_neither_faults_nor_unexpected_warnings()
    {
        Assert.That(_import.Faults, Is.Empty);
        Assert.That(_import.Warnings, Is.Empty);
        Assert.That(_import.Title, Is.EqualTo("Loans"));
        Assert.That(_import.Version, Is.EqualTo("1.10"), "a version without quotes is text, not the number 1.1");
        Assert.That(
            _import.Endpoints.Select(endpoint => endpoint.EndpointName),
            Is.EqualTo(["POST /loans", "GET /loans/{id}", "DELETE /loans/{id}/plain"])
        );
    }

    [Test]
    public void An_operation_carries_what_names_it()
    {
        var post = Endpoint("POST /loans");

        Assert.That(post.OperationId, Is.EqualTo("createLoan"));
        Assert.That(post.Summary, Is.EqualTo("Create a loan"));
        Assert.That(post.Tags, Is.EqualTo(["loans", "write"]));
        Assert.That(post.Dialect, Is.EqualTo("openapi-3.0"));
        Assert.That(Endpoint("GET /loans/{id}").Summary, Is.EqualTo("One loan"), "the path's summary where the operation has none");
    }

    [Test]
    public void The_path_starts_with_the_first_servers_base_path_and_an_own_server_wins()
    {
        Assert.That(Endpoint("POST /loans").Path, Is.EqualTo("/v1/loans"));
        Assert.That(Endpoint("DELETE /loans/{id}/plain").Path, Is.EqualTo("/v2/loans/{id}/plain"));
    }

    [TestCase("/", "/a")]
    [TestCase("/v1/", "/v1/a")]
    [TestCase("v1", "/v1/a")]
    [TestCase("./v1", "/v1/a")]
    [TestCase("http://127.0.0.1:9080", "/a")]
    [TestCase("https://example.com/x/y?z=1#f", "/x/y/a")]
    [TestCase("//example.com/x", "/x/a")]
    [TestCase("/x/../y", "/y/a")]
    public void Base_paths_come_from_urls_of_every_form(string url, string path)
    {
        Assert.That(SpecTexts.Only(SpecTexts.Small(end: $"servers: [{{ url: '{url}' }}, {{ url: /second }}]")).Path, Is.EqualTo(path));
    }

    [Test]
    public void Parameters_of_the_operation_take_the_place_of_the_paths()
    {
        var parameters = Endpoint("GET /loans/{id}").Parameters;

        Assert.That(
            parameters.Select(parameter => $"{parameter.In} {parameter.Name} {parameter.Required}"),
            Is.EqualTo(["path id True", "query verbose True", "query filter False"])
        );
        Assert.That(
            parameters.Select(parameter => parameter.SchemaPointer),
            Is.EqualTo([
                "/paths/~1loans~1{id}/parameters/0/schema",
                "/paths/~1loans~1{id}/get/parameters/0/schema",
                "/paths/~1loans~1{id}/get/parameters/1/content/application~1json/schema",
            ])
        );
        Assert.That(parameters.Select(parameter => parameter.Example!.Value.GetRawText()), Is.EqualTo(["\"L-1\"", "false", "\"a\""]));
    }

    [Test]
    public void A_schemas_default_stands_in_for_an_example_even_through_a_reference()
    {
        Assert.That(
            Endpoint("DELETE /loans/{id}/plain").Parameters.Single().Example!.Value.GetString(),
            Is.EqualTo("00000000-0000-0000-0000-000000000001")
        );
    }

    [Test]
    public void The_body_has_its_first_example_and_the_schema_that_it_names()
    {
        var body = Endpoint("POST /loans").RequestBody!;

        Assert.That(body.ContentType, Is.EqualTo("application/json"));
        Assert.That(body.Required, Is.True);
        Assert.That(body.SchemaPointer, Is.EqualTo("/components/schemas/NewLoan"));
        Assert.That(body.Example!.Value.GetProperty("amount").GetInt32(), Is.EqualTo(5));
    }

    [Test]
    public void Responses_prefer_json_and_keep_their_headers()
    {
        var responses = Endpoint("POST /loans").Responses;

        Assert.That(responses.Keys, Is.EqualTo(["201", "4XX", "default"]));
        Assert.That(responses["201"].Body!.ContentType, Is.EqualTo("application/json; charset=utf-8"));
        Assert.That(responses["201"].Body!.SchemaPointer, Is.EqualTo("/components/schemas/Loan"));
        Assert.That(responses["201"].Headers!["x-rate"], Is.EqualTo("/components/headers/Rate/schema"));
        Assert.That(responses["201"].Headers!["Location"], Is.EqualTo("/paths/~1loans/post/responses/201/headers/Location/schema"));
        Assert.That(responses["4XX"].Body!.ContentType, Is.EqualTo("application/problem+json"));
        Assert.That(responses["default"].Body, Is.Null);
        Assert.That(responses["default"].Description, Is.EqualTo("anything else"));
    }

    [TestCase("text/csv", "application/xml", "text/csv")]
    [TestCase("text/csv", "application/vnd.bank+json", "application/vnd.bank+json")]
    [TestCase("application/vnd.bank+json", "application/json", "application/json")]
    public void Of_two_media_types_json_counts_else_the_first(string first, string second, string expected)
    {
        var text = SpecTexts.Small($"requestBody: {{ content: {{ {first}: {{}}, {second}: {{}} }} }}");

        Assert.That(SpecTexts.Only(text).RequestBody!.ContentType, Is.EqualTo(expected));
    }

    [Test]
    public void An_idempotency_key_is_found_in_any_case_and_through_a_reference()
    {
        Assert.That(Endpoint("POST /loans").DeclaresIdempotencyKey, Is.True);
        Assert.That(Endpoint("GET /loans/{id}").DeclaresIdempotencyKey, Is.False);
        Assert.That(
            SpecTexts.Only(SpecTexts.Small("parameters: [{ name: Idempotency-Key, in: query, schema: {} }]")).DeclaresIdempotencyKey,
            Is.False,
            "a query parameter of that name is something else"
        );
    }

    [Test]
    public void Headers_of_negotiation_and_security_are_no_parameters()
    {
        var endpoint = SpecTexts.Only(
            SpecTexts.Small("parameters: [{ name: accept, in: header }, { name: Authorization, in: header }, { name: X-A, in: header }]")
        );

        Assert.That(endpoint.Parameters.Select(parameter => parameter.Name), Is.EqualTo(["X-A"]));
    }

    [Test]
    public void The_json_twin_gives_the_same_endpoints()
    {
        var (json, _) = YamlToJson.Convert(SpecTexts.Loans);
        using var document = JsonDocument.Parse(json);
        var compact = OpenApiReader.Read(json);
        var indented = OpenApiReader.Read(
            JsonSerializer
                .Serialize(document.RootElement, OrchestraJson.Indented)
                .Replace("\"version\": 1.10", "\"version\": \"1.10\"", StringComparison.Ordinal)
        );

        Assert.That(
            compact.Faults.Select(fault => fault.Path),
            Is.EqualTo(["/info/version"]),
            "in JSON a version without quotes is a fault"
        );
        Assert.That(indented.Faults, Is.Empty);
        Assert.That(indented.Endpoints, Has.Count.EqualTo(3));
        Assert.That(indented.Endpoints.Select(Normalised), Is.EqualTo(_import.Endpoints.Select(Normalised)));
        Assert.That(indented.Version, Is.EqualTo(_import.Version));
    }

    [Test]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing()
    {
        var bytes = Encoding
            .UTF8.GetPreamble()
            .Concat(Encoding.UTF8.GetBytes(SpecTexts.Loans.Replace("\n", "\r\n", StringComparison.Ordinal)))
            .ToArray();

        Assert.That(OpenApiReader.Read(bytes).Endpoints.Select(SpecTexts.Json), Is.EqualTo(_import.Endpoints.Select(SpecTexts.Json)));
    }

    [Test]
    public void Version_3_1_takes_type_lists_boolean_schemas_and_words_beside_references()
    {
        var endpoint = SpecTexts.Only(
            SpecTexts.Small(
                """
                requestBody:
                  content:
                    application/json:
                      schema:
                        $ref: '#/components/schemas/Name'
                        maxLength: 3
                parameters:
                  - { name: q, in: query, schema: { type: [string, 'null'], examples: [one, two] } }
                """,
                "components: { schemas: { Name: { type: [string, 'null'], exclusiveMinimum: 3 }, Any: true } }",
                "3.1.0"
            )
        );

        Assert.That(endpoint.Dialect, Is.EqualTo("2020-12"));
        Assert.That(endpoint.RequestBody!.SchemaPointer, Is.EqualTo("/paths/~1a/get/requestBody/content/application~1json/schema"));
        Assert.That(endpoint.SchemaDocument.GetProperty("components").GetProperty("schemas").TryGetProperty("Name", out _), Is.True);
        Assert.That(endpoint.Parameters.Single().Example!.Value.GetString(), Is.EqualTo("one"));
    }

    [Test]
    public void What_is_not_covered_is_a_warning_with_its_line()
    {
        var import = OpenApiReader.Read(
            SpecTexts.Small(
                "operationId: same\ncallbacks: { done: {} }",
                """
                webhooks: { paid: { post: {} } }
                components:
                  schemas:
                    A: { $id: 'https://example.com/a' }
                """,
                "3.1.0"
            )
        );

        Assert.That(import.Faults, Is.Empty);
        Assert.That(
            import.Warnings.Select(warning => (warning.Code, warning.ElementId, warning.Line)),
            Is.EqualTo([
                ("NOT_COVERED", "/paths/~1a/get/callbacks", 8),
                ("NOT_COVERED", "/webhooks", 9),
                ("NOT_COVERED", "/components/schemas/A/$id", 12),
            ])
        );
    }

    [Test]
    public void A_second_operation_with_the_same_id_and_an_optional_path_parameter_are_warnings()
    {
        var import = OpenApiReader.Read(
            """
            openapi: 3.0.3
            paths:
              /a/{id}:
                parameters:
                  - { name: id, in: path }
                get: { operationId: one, responses: { 200: {} } }
                put: { operationId: one, responses: { 200: {} } }
            """
        );

        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Endpoints.Select(endpoint => endpoint.Parameters.Single().Required), Is.All.True);
        Assert.That(
            import.Warnings.Select(warning => (warning.Code, warning.ElementId, warning.Line)),
            Is.EqualTo([
                ("PATH_PARAMETER_REQUIRED", "/paths/~1a~1{id}/parameters/0", 5),
                ("DUPLICATE_OPERATION_ID", "/paths/~1a~1{id}/put/operationId", 7),
            ])
        );
    }

    /// <summary>White space inside schemas is the source's own.</summary>
    private static string Normalised(SpecEndpoint endpoint) => JsonNode.Parse(SpecTexts.Json(endpoint))!.ToJsonString();

    [Test]
    public void Parameters_carry_how_they_are_written()
    {
        const string Text = """
            openapi: 3.1.0
            info: { title: t, version: '1' }
            paths:
              /a/{p}:
                post:
                  parameters:
                    - { name: p, in: path, required: true, style: matrix, explode: true, schema: { type: array } }
                    - { name: q, in: query, style: deepObject, allowReserved: true, schema: { type: object } }
                    - { name: c, in: query, content: { application/json: { schema: { type: object } } } }
                    - { name: w, in: header, style: form, schema: { type: string } }
                    - { name: n, in: query, schema: { type: string } }
                  requestBody:
                    content:
                      application/json: { schema: { type: object } }
                      multipart/form-data:
                        schema: { $ref: '#/components/schemas/Form' }
                        encoding: { file: { contentType: 'image/png, image/gif' }, tags: { style: spaceDelimited, explode: false } }
                  responses:
                    '200':
                      description: ok
                      headers: { X-Limit: { required: true, explode: true, schema: { type: integer } } }
            components: { schemas: { Form: { type: object, properties: { file: { type: string } } } } }
            """;

        var import = OpenApiReader.Read(Text);
        var endpoint = import.Endpoints.Single();

        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Warnings.Single().Message, Does.Contain("has no style 'form'"));
        Assert.That(
            endpoint.Parameters.Select(p => (p.Name, p.Style, p.Explode, p.AllowReserved, p.ContentType)),
            Is.EqualTo(
                new (string, string?, bool?, bool?, string?)[]
                {
                    ("p", "matrix", true, null, null),
                    ("q", "deepObject", null, true, null),
                    ("c", null, null, null, "application/json"),
                    ("w", null, null, null, null),
                    ("n", null, null, null, null),
                }
            )
        );
        var media = endpoint.RequestBody!.Media!;
        Assert.That(media.Select(each => each.ContentType), Is.EqualTo((string[])["application/json", "multipart/form-data"]));
        Assert.That(media[1].Encoding!["file"], Is.EqualTo(new SpecEncoding("image/png")));
        Assert.That(media[1].Encoding!["tags"], Is.EqualTo(new SpecEncoding(null, "spaceDelimited", false)));
        Assert.That(
            JsonPointers.Resolve(endpoint.SchemaDocument, media[1].SchemaPointer!),
            Is.Not.Null,
            "the schemas of all types are there"
        );
        var header = endpoint.Responses["200"].HeaderParameters!.Single();
        Assert.That((header.Name, header.Required, header.Explode), Is.EqualTo(("X-Limit", true, true)));
        Assert.That(endpoint.Responses["200"].Headers!["x-limit"], Is.EqualTo(header.SchemaPointer));
    }

    private SpecEndpoint Endpoint(string name) => _import.Endpoints.Single(endpoint => endpoint.EndpointName == name);
}
