using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Specs;

public sealed class OpenApiFaultTests
{
    private static IEnumerable<TestCaseData> BrokenTexts()
    {
        yield return Broken("nothing", "", "", 1, "the text is empty");
        yield return Broken("only a comment", "# hello", "", 1, "the text is empty");
        yield return Broken("plain text", "hello", "", 1, "must be an object");
        yield return Broken("a list", "[1, 2]", "", 1, "must be an object");
        yield return Broken("broken JSON", "{\n \"openapi\": \"3.0.0\",\n \"paths\": {,\n}}", "", 3, "not valid JSON");
        yield return Broken("a comma too many", "{\n \"openapi\": \"3.0.0\",\n}", "", 3, "not valid JSON");
        yield return Broken("half a JSON text", "{\n \"openapi\": \"3.0.0\"\n", "", 3, "not valid JSON");
        yield return Broken("broken YAML", "openapi: 3.0.0\npaths:\n  /a: [1\n", "/paths/~1a", null, "not valid YAML");
        yield return Broken("a tab for indentation", "openapi: 3.0.0\npaths:\n\t/a: 1\n", "", null, "not valid YAML");
        yield return Broken("two YAML documents", "openapi: 3.0.0\n---\nopenapi: 3.0.0\n", "", 2, "more than one YAML document");
        yield return Broken("a type of a program", "openapi: !!python/object:os.system x", "/openapi", 1, "is not one of JSON's types");
        yield return Broken("a mapping as a name", "openapi: 3.0.0\n? {a: b}\n: c", "", 2, "a name must be");
        yield return Broken("an unknown alias", "openapi: 3.0.0\ninfo: *nowhere", "/info", 2, "names no anchor");
        yield return Broken("an alias in itself", "openapi: 3.0.0\ninfo: &i\n  a: *i", "/info/a", 3, "stands inside what it names");
        yield return Broken("a merge cycle", "openapi: 3.0.0\ninfo: &i\n  <<: *i", "/info/<<", 3, "stands inside what it names");
        yield return Broken("a merge of text", "openapi: &v 3.0.0\ninfo:\n  <<: *v", "/info/<<", 3, "is no mapping");
        yield return Broken("half a character", "{\n\"openapi\": \"\\ud800\"}", "/openapi", 2, "half of a character");
        yield return Broken("half a character in a name", "{\n\"openapi\": {\"\\ud800\": 1}}", "/openapi", 2, "half of a character");
        yield return Broken("Swagger 2.0", "swagger: '2.0'\npaths: {}", "/swagger", 1, "convert it first");
        yield return Broken("AsyncAPI", "info: {}\nasyncapi: 2.6.0", "/asyncapi", 2, "this is AsyncAPI");
        yield return Broken("something else", "name: x", "", 1, "this is not an OpenAPI document");
        yield return Broken("OpenAPI 3.2", "openapi: 3.2.0\npaths: {}", "/openapi", 1, "OpenAPI 3.2.0 is not covered");
        yield return Broken("OpenAPI 4", "openapi: 4", "/openapi", 1, "OpenAPI 4 is not covered");
        yield return Broken("a version that is a list", "openapi: [3]", "/openapi", 1, "must be a string, but is an array");
        yield return Broken("no paths", "openapi: 3.0.0", "", 1, "there are no paths");
        yield return Broken("empty paths", "openapi: 3.0.0\npaths: { x-a: 1 }", "/paths", 2, "there are no paths");
        yield return Broken("paths as a list", "openapi: 3.0.0\npaths: []", "/paths", 2, "must be an object, but is an array");
        yield return Broken("a path without a slash", Path("  a: {}"), "/paths/a", 3, "must start with '/'");
        yield return Broken("a path with a query", Path("  /a?b=1: {}"), "/paths/~1a?b=1", 3, "declare query parameters");
        yield return Broken("half a placeholder", Path("  /a/{b: {}"), "/paths/~1a~1{b", 3, "a brace without its partner");
        yield return Broken("a placeholder without a name", Path("  /a/{}: {}"), "/paths/~1a~1{}", 3, "without a name");
        yield return Broken("a placeholder twice", Path("  /{a}/{a}: {}"), "/paths/~1{a}~1{a}", 3, "twice");
        yield return Broken("a path item that is text", Path("  /a: b"), "/paths/~1a", 3, "must be an object, but is a string");
        yield return Broken("an unknown method", Path("  /a:\n    fetch: {}"), "/paths/~1a/fetch", 4, "unknown method 'fetch'");
        yield return Broken("a method in capitals", Path("  /a:\n    GET: {}"), "/paths/~1a/GET", 4, "in lower case");
        yield return Broken("an operation that is null", Path("  /a:\n    get:"), "/paths/~1a/get", 4, "must be an object, but is null");
        yield return Broken("no responses", Path("  /a:\n    get: {}"), "/paths/~1a/get", 4, "has no responses");
        yield return Broken(
            "empty responses",
            Path("  /a:\n    get:\n      responses: {}"),
            "/paths/~1a/get/responses",
            5,
            "has no responses"
        );
        yield return Broken(
            "an odd status",
            Operation("responses: { 2000: {} }", responses: false),
            "/paths/~1a/get/responses/2000",
            5,
            "is no status"
        );
        yield return Broken(
            "a status twice",
            Operation("responses: { 4xx: {}, 4XX: {} }", responses: false),
            "/paths/~1a/get/responses/4XX",
            5,
            "declared twice"
        );
        yield return Broken(
            "an undeclared placeholder",
            Path("  /a/{id}:\n    get: { responses: { 200: {} } }"),
            "/paths/~1a~1{id}/get",
            4,
            "the placeholder 'id', but no parameter"
        );
        yield return Broken(
            "a path parameter without a place",
            Operation("parameters:\n  - { name: id, in: path, required: true }"),
            "/paths/~1a/get/parameters/0",
            7,
            "has no placeholder in '/a'"
        );
        yield return Broken(
            "the same on the path",
            Path(
                "  /a:\n    parameters: [{ name: id, in: path, required: true }]\n    get: { responses: { 200: {} } }\n    put: { responses: { 200: {} } }"
            ),
            "/paths/~1a/parameters/0",
            4,
            "has no placeholder in '/a'"
        );
        yield return Broken(
            "a parameter without a name",
            Operation("parameters:\n  - in: query"),
            "/paths/~1a/get/parameters/0",
            7,
            "has no 'name'"
        );
        yield return Broken(
            "a parameter without a place to be",
            Operation("parameters:\n  - name: a"),
            "/paths/~1a/get/parameters/0",
            7,
            "has no 'in'"
        );
        yield return Broken(
            "a parameter in the body",
            Operation("parameters:\n  - name: a\n    in: body"),
            "/paths/~1a/get/parameters/0/in",
            8,
            "'in' must be path, query, header or cookie, but is 'body'"
        );
        yield return Broken(
            "a parameter twice",
            Operation("parameters:\n  - { name: A, in: header }\n  - { name: a, in: header }"),
            "/paths/~1a/get/parameters/1",
            8,
            "declared twice"
        );
        yield return Broken(
            "parameters as an object",
            Operation("parameters: {}"),
            "/paths/~1a/get/parameters",
            6,
            "must be an array, but is an object"
        );
        yield return Broken(
            "required as text",
            Operation("parameters:\n  - { name: a, in: query, required: 'yes' }"),
            "/paths/~1a/get/parameters/0/required",
            7,
            "must be a boolean, but is a string"
        );
        yield return Broken(
            "a summary that is a list",
            Operation("summary: [a]"),
            "/paths/~1a/get/summary",
            6,
            "must be a string, but is an array"
        );
        yield return Broken("tags as text", Operation("tags: a"), "/paths/~1a/get/tags", 6, "must be an array, but is a string");
        yield return Broken(
            "a body without content",
            Operation("requestBody: { required: true }"),
            "/paths/~1a/get/requestBody",
            6,
            "has no 'content'"
        );
        yield return Broken(
            "a member twice",
            Operation("summary: a\nsummary: b"),
            "/paths/~1a/get/summary",
            7,
            "stands twice in this object, first in line 6"
        );
        yield return Broken(
            "a JSON member twice",
            "{\"openapi\": \"3.0.0\",\n\"a\": 1,\n\"\\u0061\": 2, \"paths\": {\"/a\": {\"get\": {\"responses\": {\"200\": {}}}}}}",
            "/a",
            3,
            "stands twice in this object, first in line 2"
        );
        yield return Broken("a server without a url", Operation("servers: [{}]"), "/paths/~1a/get/servers/0", 6, "has no 'url'");
        yield return Broken(
            "a server's variable without a default",
            Operation("servers: [{ url: 'http://{h}/' }]"),
            "/paths/~1a/get/servers/0/url",
            6,
            "the variable '{h}'"
        );
        yield return Broken(
            "a server that is text",
            Operation("servers: [x]"),
            "/paths/~1a/get/servers/0",
            6,
            "must be an object, but is a string"
        );
    }

    private static IEnumerable<TestCaseData> BrokenSchemas()
    {
        yield return Broken("a schema that is a list", Schema("[]"), "/components/schemas/S", 8, "must be an object, but is an array");
        yield return Broken("a boolean schema in 3.0", Schema("true"), "/components/schemas/S", 8, "must be an object, but is a boolean");
        yield return Broken(
            "properties as a list",
            Schema("{ properties: [a] }"),
            "/components/schemas/S/properties",
            8,
            "must be an object, but is an array"
        );
        yield return Broken(
            "a property that is text",
            Schema("{ properties: { a: string } }"),
            "/components/schemas/S/properties/a",
            8,
            "must be an object, but is a string"
        );
        yield return Broken(
            "allOf as an object",
            Schema("{ allOf: {} }"),
            "/components/schemas/S/allOf",
            8,
            "must be an array, but is an object"
        );
        yield return Broken(
            "required as a boolean",
            Schema("{ required: true }"),
            "/components/schemas/S/required",
            8,
            "must be an array, but is a boolean"
        );
        yield return Broken(
            "a list of types in 3.0",
            Schema("{ type: [string] }"),
            "/components/schemas/S/type",
            8,
            "must be a string, but is an array"
        );
        yield return Broken(
            "a minimum as text",
            Schema("{ minimum: 'a' }"),
            "/components/schemas/S/minimum",
            8,
            "must be a number, but is a string"
        );
        yield return Broken(
            "half a length",
            Schema("{ minLength: 1.5 }"),
            "/components/schemas/S/minLength",
            8,
            "a whole number from 0, but is 1.5"
        );
        yield return Broken(
            "a number as exclusive bound in 3.0",
            Schema("{ exclusiveMinimum: 3 }"),
            "/components/schemas/S/exclusiveMinimum",
            8,
            "must be a boolean, but is a number"
        );
        yield return Broken("an enum as text", Schema("{ enum: a }"), "/components/schemas/S/enum", 8, "must be an array, but is a string");
        yield return Broken(
            "a reference that is a number",
            Schema("{ items: { $ref: 1 } }"),
            "/components/schemas/S/items/$ref",
            8,
            "must be a string, but is a number"
        );
        yield return Broken(
            "a dangling reference",
            Schema("{ items: { $ref: '#/components/schemas/T' } }"),
            "/components/schemas/S/items/$ref",
            8,
            "'#/components/schemas/T' names nothing"
        );
        yield return Broken("a reference to the whole", Schema("{ $ref: '#' }"), "/components/schemas/S/$ref", 8, "the whole document");
        yield return Broken("an anchor", Schema("{ $ref: '#T' }"), "/components/schemas/S/$ref", 8, "is not a JSON pointer");
        yield return Broken(
            "a dangling discriminator",
            Schema("{ discriminator: { propertyName: p, mapping: { a: '#/x' } } }"),
            "/components/schemas/S/discriminator/mapping/a",
            8,
            "'#/x' names nothing"
        );
    }

    private static IEnumerable<TestCaseData> BrokenReferences()
    {
        string[] remote =
        [
            "http://127.0.0.1/a.yaml",
            "https://example.com/a#/b",
            "file:///etc/passwd",
            "../../secret.yml",
            "other.yaml#/A",
            "//host/share",
            @"\\host\share\a.yml",
            "",
        ];
        foreach (var target in remote)
        {
            yield return Broken(
                $"schema {target}",
                Schema($"{{ $ref: '{target}' }}"),
                "/components/schemas/S/$ref",
                8,
                "nothing outside is read"
            );
        }

        const string Out = "$ref: 'http://127.0.0.1:1/x'";
        yield return Broken("path item", Path($"  /a:\n    {Out}"), "/paths/~1a/$ref", 4, "nothing outside is read");
        yield return Broken(
            "parameter",
            Operation($"parameters:\n  - {Out}"),
            "/paths/~1a/get/parameters/0/$ref",
            7,
            "nothing outside is read"
        );
        yield return Broken("body", Operation($"requestBody:\n  {Out}"), "/paths/~1a/get/requestBody/$ref", 7, "nothing outside is read");
        yield return Broken(
            "response",
            Operation($"responses:\n  200:\n    {Out}", responses: false),
            "/paths/~1a/get/responses/200/$ref",
            7,
            "nothing outside is read"
        );
        yield return Broken(
            "header",
            Operation($"responses: {{ 200: {{ headers: {{ A: {{ {Out} }} }} }} }}", responses: false),
            "/paths/~1a/get/responses/200/headers/A/$ref",
            5,
            "nothing outside is read"
        );
        yield return Broken(
            "example",
            Operation($"parameters: [{{ name: a, in: query, examples: {{ e: {{ {Out} }} }} }}]"),
            "/paths/~1a/get/parameters/0/examples/e/$ref",
            6,
            "nothing outside is read"
        );
        yield return Broken(
            "unused component",
            Schema("{}") + $"\n  responses: {{ R: {{ {Out} }} }}",
            "/components/responses/R/$ref",
            9,
            "nothing outside is read"
        );
        yield return Broken(
            "discriminator",
            Schema("{ discriminator: { mapping: { a: 'http://x/' } } }"),
            "/components/schemas/S/discriminator/mapping/a",
            8,
            "nothing outside is read"
        );
        yield return Broken(
            "dangling parameter",
            Operation("parameters:\n  - $ref: '#/components/parameters/P'"),
            "/paths/~1a/get/parameters/0/$ref",
            7,
            "names nothing in this document"
        );
        yield return Broken(
            "itself",
            Schema("{}") + "\n  responses: { R: { $ref: '#/components/responses/R' } }",
            "/components/responses/R/$ref",
            9,
            "round in a circle"
        );
        yield return Broken(
            "a circle of path items",
            Path("  /a: { $ref: '#/paths/~1b' }\n  /b: { $ref: '#/paths/~1a' }\n  /c: { get: { responses: { 200: {} } } }"),
            "/paths/~1a/$ref",
            3,
            "round in a circle"
        );
    }

    [TestCaseSource(nameof(BrokenTexts))]
    [TestCaseSource(nameof(BrokenSchemas))]
    [TestCaseSource(nameof(BrokenReferences))]
    public void A_fault_names_its_place_and_line(string text, string path, int? line, string message)
    {
        var import = OpenApiReader.Read(text);

        Assert.That(import.Endpoints, Is.Empty);
        var fault = import.Faults[0];
        Assert.That(fault.Path, Is.EqualTo(path), fault.Message);
        Assert.That(fault.Message, Does.Contain(message));
        Assert.That(fault.Line, line is null ? Is.GreaterThan(0) : Is.EqualTo(line));
    }

    [Test]
    public void The_texts_around_the_faults_are_sound()
    {
        // The control of the table: without the broken part nothing is reported.
        Assert.That(OpenApiReader.Read(Operation("summary: a")).Faults, Is.Empty);
        Assert.That(OpenApiReader.Read(Schema("{ type: string }")).Faults, Is.Empty);
    }

    [Test]
    public void All_faults_are_listed_at_once_in_the_order_of_the_text()
    {
        var import = OpenApiReader.Read(
            """
            openapi: 3.0.3
            paths:
              /a/{id}:
                get:
                  parameters:
                    - { name: other, in: path, required: true }
                fetch: {}
              b: {}
            components:
              schemas:
                S: { $ref: other.yaml }
                S: { type: 3 }
            """
        );

        Assert.That(
            import.Faults.Select(fault => (fault.Line, fault.Path)),
            Is.EqualTo(
                new (int?, string?)[]
                {
                    (4, "/paths/~1a~1{id}/get"),
                    (4, "/paths/~1a~1{id}/get"),
                    (6, "/paths/~1a~1{id}/get/parameters/0"),
                    (7, "/paths/~1a~1{id}/fetch"),
                    (8, "/paths/b"),
                    (11, "/components/schemas/S/$ref"),
                    (12, "/components/schemas/S"),
                }
            )
        );
    }

    [Test]
    public void Beyond_five_hundred_faults_the_rest_is_counted()
    {
        var text = "openapi: 3.0.3\npaths:\n" + string.Concat(Enumerable.Range(0, 700).Select(number => $"  a{number}: {{}}\n"));

        var faults = OpenApiReader.Read(text).Faults;

        Assert.That(faults, Has.Count.EqualTo(501));
        Assert.That(faults[^1].Message, Does.StartWith("there are 200 more faults"));
    }

    [Test]
    public void Bytes_that_are_no_text_are_refused_with_their_line()
    {
        var fault = OpenApiReader.Read(new byte[] { (byte)'a', (byte)'\n', 0xC3, 0x28 }).Faults.Single();

        Assert.That(fault.Line, Is.EqualTo(2));
        Assert.That(fault.Message, Does.Contain("not valid UTF-8"));
    }

    private static TestCaseData Broken(string name, string text, string path, int? line, string message) =>
        new TestCaseData(text, path, line, message).SetArgDisplayNames(name);

    private static string Path(string items) => $"openapi: 3.0.3\npaths:\n{items}";

    private static string Operation(string members, bool responses = true) =>
        Path(
            $"  /a:\n    get:\n{(responses ? "      responses: { 200: {} }\n" : "")}      {members.Replace("\n", "\n      ", StringComparison.Ordinal)}"
        );

    private static string Schema(string schema) => Operation("summary: a") + $"\ncomponents:\n  schemas: {{ S: {schema} }}";
}
