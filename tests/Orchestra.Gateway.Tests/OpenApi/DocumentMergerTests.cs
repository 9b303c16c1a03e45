using System.Text.Json.Nodes;
using Orchestra.Gateway.OpenApi;

namespace Orchestra.Gateway.Tests.OpenApi;

internal sealed class DocumentMergerTests
{
    [Test]
    public void Components_of_one_name_and_content_are_shared()
    {
        const string components = """{ "schemas": { "Error": { "type": "object", "properties": { "message": { "type": "string" } } } } }""";

        var merged = Merge(("api", Paths("/a", "Error", components)), ("jobs", Paths("/b", "Error", components)));

        Assert.That(Schemas(merged), Is.EqualTo(new[] { "Error" }));
        Assert.That(RefOf(merged, "/b"), Is.EqualTo("#/components/schemas/Error"));
    }

    [Test]
    public void A_component_that_means_something_else_gets_its_services_name_and_references_follow()
    {
        var merged = Merge(
            ("api", Paths("/a", "Job", """{ "schemas": { "Job": { "type": "object" } } }""")),
            ("jobs", Paths("/b", "Job", """{ "schemas": { "Job": { "type": "string" } } }"""))
        );

        Assert.That(Schemas(merged), Is.EqualTo(new[] { "Job", "jobs.Job" }));
        Assert.That(RefOf(merged, "/a"), Is.EqualTo("#/components/schemas/Job"));
        Assert.That(RefOf(merged, "/b"), Is.EqualTo("#/components/schemas/jobs.Job"));
        Assert.That((string?)merged["components"]!["schemas"]!["jobs.Job"]!["type"], Is.EqualTo("string"));
    }

    [Test]
    public void A_component_that_only_points_to_a_renamed_one_is_renamed_too()
    {
        const string list = """ "List": { "type": "array", "items": { "$ref": "#/components/schemas/Job" } } """;

        var merged = Merge(
            ("api", Paths("/a", "List", $$"""{ "schemas": { {{list}}, "Job": { "type": "object" } } }""")),
            ("jobs", Paths("/b", "List", $$"""{ "schemas": { {{list}}, "Job": { "type": "string" } } }"""))
        );

        Assert.That(Schemas(merged), Is.EquivalentTo(new[] { "List", "Job", "jobs.List", "jobs.Job" }));
        Assert.That(RefOf(merged, "/b"), Is.EqualTo("#/components/schemas/jobs.List"));
        Assert.That(
            (string?)merged["components"]!["schemas"]!["jobs.List"]!["items"]!["$ref"],
            Is.EqualTo("#/components/schemas/jobs.Job")
        );
    }

    [Test]
    public void References_into_a_renamed_component_and_cycles_keep_their_ends()
    {
        const string first = """{ "schemas": { "Node": { "type": "object" } } }""";
        const string second = """
            { "schemas": { "Node": { "properties": { "next": { "$ref": "#/components/schemas/Node" }, "name": { "$ref": "#/components/schemas/Node/properties/id" } } },
                           "NodeList": { "$ref": "#/components/schemas/NodeList" } } }
            """;

        var merged = Merge(("api", Paths("/a", "Node", first)), ("jobs", Paths("/b", "Node", second)));

        var node = merged["components"]!["schemas"]!["jobs.Node"]!["properties"]!;
        Assert.That((string?)node["next"]!["$ref"], Is.EqualTo("#/components/schemas/jobs.Node"));
        Assert.That((string?)node["name"]!["$ref"], Is.EqualTo("#/components/schemas/jobs.Node/properties/id"));
        Assert.That((string?)merged["components"]!["schemas"]!["NodeList"]!["$ref"], Is.EqualTo("#/components/schemas/NodeList"));
    }

    [Test]
    public void A_documents_security_moves_to_its_operations_under_its_new_name()
    {
        var first = JsonNode.Parse("""{ "paths": {}, "components": { "securitySchemes": { "Key": { "type": "apiKey" } } } }""")!.AsObject();
        var second = JsonNode
            .Parse(
                """
                { "security": [{ "Key": [] }], "paths": { "/b": { "get": { "responses": {} }, "put": { "security": [], "responses": {} } } },
                  "components": { "securitySchemes": { "Key": { "type": "http" } } } }
                """
            )!
            .AsObject();

        var merged = Merge(("api", first), ("jobs", second));

        Assert.That(merged["paths"]!["/b"]!["get"]!["security"]!.ToJsonString(), Is.EqualTo("""[{"jobs.Key":[]}]"""));
        Assert.That(merged["paths"]!["/b"]!["put"]!["security"]!.ToJsonString(), Is.EqualTo("[]"));
    }

    [Test]
    public void Operations_of_two_services_on_one_path_are_united_and_ids_stay_unique()
    {
        var first = JsonNode
            .Parse("""{ "paths": { "/a": { "get": { "operationId": "List", "summary": "first", "responses": {} } } } }""")!
            .AsObject();
        var second = JsonNode
            .Parse(
                """{ "paths": { "/a": { "get": { "summary": "second", "responses": {} }, "put": { "operationId": "List", "responses": {} } } } }"""
            )!
            .AsObject();

        var merged = Merge(("api", first), ("jobs", second));

        Assert.That((string?)merged["paths"]!["/a"]!["get"]!["summary"], Is.EqualTo("first"));
        Assert.That((string?)merged["paths"]!["/a"]!["put"]!["operationId"], Is.EqualTo("jobs_List"));
    }

    [Test]
    public void A_service_without_a_document_is_named()
    {
        var merger = new DocumentMerger([]);

        merger.AddMissing("jobs");

        Assert.That(merger.Result["x-missing-services"]!.ToJsonString(), Is.EqualTo("""["jobs"]"""));
    }

    private static JsonObject Merge(params (string Service, JsonObject Document)[] documents)
    {
        var merger = new DocumentMerger([]);
        foreach (var (service, document) in documents)
        {
            merger.Add(service, document, _ => true);
        }

        return merger.Result;
    }

    private static JsonObject Paths(string path, string schema, string components) =>
        JsonNode
            .Parse(
                $$"""
                { "paths": { "{{path}}": { "get": { "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/{{schema}}" } } } } } } } },
                  "components": {{components}} }
                """
            )!
            .AsObject();

    private static string[] Schemas(JsonObject document) =>
        [.. document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key)];

    private static string? RefOf(JsonObject document, string path) =>
        (string?)document["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"];
}
