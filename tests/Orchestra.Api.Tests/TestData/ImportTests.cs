using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Api.Tests.Scenarios;
using Orchestra.Testing.Builders;

namespace Orchestra.Api.Tests.TestData;

/// <summary>Each row of a CSV or JSON file becomes a data set, all or none.</summary>
internal sealed class ImportTests : ScenarioFixture
{
    private const string Import = "/api/v1/datasets/import";

    private const string People = """"
        who,age,address.city,address.zip,vip,note
        Ada,40,Lyon,"01000",true,"says ""hi"""
        Pia,19,Metz,57000,false,
        Ben,null,,,,=1+1
        """";

    [Test]
    public async Task A_row_becomes_a_data_set_with_typed_and_nested_values()
    {
        var answer = await ImportAsync("?nameColumn=who&tag=people&tag=smoke", Text(People, "text/csv"));

        Assert.That((answer.Status, (int)answer.Json["stored"]!), Is.EqualTo((201, 3)), answer.Text);
        Assert.That(
            await DataAsync(answer, 0),
            Is.EqualTo("""{"age":40,"vip":true,"note":"says \"hi\"","address":{"zip":"01000","city":"Lyon"}}""")
        );
        Assert.That(await DataAsync(answer, 1), Is.EqualTo("""{"age":19,"vip":false,"address":{"zip":57000,"city":"Metz"}}"""));
        Assert.That(await DataAsync(answer, 2), Is.EqualTo("""{"age":null,"note":"=1+1"}"""), "an empty cell leaves its name out");
        var one = await Mine.Api.ReadAsync($"/api/v1/datasets/{answer.Json["rows"]![0]!["id"]}");
        Assert.That(((string?)one["name"], (string?)one["origin"]), Is.EqualTo(("Ada", "IMPORTED")));
        Assert.That(one["tags"]!.ToJsonString(), Is.EqualTo("""["people","smoke"]"""));
        Assert.That(
            (await Mine.Api.GetAsync("/api/v1/datasets?origin=IMPORTED")).Items.Select(item => (string?)item["name"]),
            Is.EqualTo((string[])["Ben", "Pia", "Ada"]),
            "newest first: the last row"
        );
    }

    [TestCase("who;age\r\nAda;40\r\n", ";")]
    [TestCase("who\tage\nAda\t40\n", "\t")]
    [TestCase("\ufeffwho,age\nAda,40\n", ",")]
    public async Task Delimiters_line_ends_and_a_byte_order_mark_are_told(string csv, string delimiter)
    {
        var answer = await ImportAsync("?preview=true", Text(csv, "text/csv"));

        Assert.That((answer.Status, (string?)answer.Json["delimiter"]), Is.EqualTo((200, delimiter)), answer.Text);
        Assert.That(answer.Json["rows"]![0]!["data"]!.ToJsonString(), Is.EqualTo("""{"who":"Ada","age":40}"""));
    }

    [Test]
    public async Task A_file_of_UTF_16_is_read_by_its_mark()
    {
        using var content = new ByteArrayContent([
            .. Encoding.Unicode.GetPreamble(),
            .. Encoding.Unicode.GetBytes("who\tcity\nÅsa\tMalmö\n"),
        ]);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");

        var answer = await ImportAsync("?preview=true", content);

        Assert.That(
            answer.Json["rows"]![0]!["data"]!.ToJsonString(Contracts.OrchestraJson.Options),
            Is.EqualTo("""{"who":"Åsa","city":"Malmö"}""")
        );
    }

    [Test]
    public async Task A_form_brings_the_file_and_its_name_names_the_sets()
    {
        using var form = new MultipartFormDataContent { { Text("a,b\n1,2\n3,4\n", "text/csv"), "file", "../etc/applicants.csv" } };

        var answer = await ImportAsync("", form);

        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        Assert.That(Names(answer), Is.EqualTo((string[])["applicants 1", "applicants 2"]));
    }

    [TestCase("application/json", """[{"a":1},{"a":{"b":[true,null]}}]""")]
    [TestCase("application/x-ndjson", "{\"a\":1}\n\n{\"a\":{\"b\":[true,null]}}\n")]
    [TestCase("application/jsonl", "{\"a\":\"x\u2028y\"}\n{\"a\":{\"b\":[true,null]}}")]
    [TestCase("text/plain", "{\"a\":1}\r\n{\"a\":{\"b\":[true,null]}}")]
    public async Task JSON_comes_as_a_list_or_line_by_line(string type, string json)
    {
        var answer = await ImportAsync("?name=j", Text(json, type));

        Assert.That((answer.Status, (string?)answer.Json["format"]), Is.EqualTo((201, "JSON")), answer.Text);
        Assert.That(Names(answer), Is.EqualTo((string[])["j 1", "j 2"]));
        Assert.That(await DataAsync(answer, 1), Is.EqualTo("""{"a":{"b":[true,null]}}"""));
    }

    [Test]
    public async Task A_preview_stores_nothing_and_lists_every_fault_by_row_and_column()
    {
        var csv = "who,age,approved\nAda,40,x\"y\nPia,1e200000,true\nBen,3\nAda,1,1\napproved,1,1\n";

        var preview = await ImportAsync("?preview=true&nameColumn=who", Text(csv, "text/csv"));
        var import = await ImportAsync("?nameColumn=who", Text(csv + "Eve,1,1\n", "text/csv"));

        Assert.That(
            (preview.Status, (int)preview.Json["faultCount"]!, (int)preview.Json["stored"]!),
            Is.EqualTo((200, 4, 0)),
            preview.Text
        );
        Assert.That(
            preview.Faults.Select(fault => $"{fault.Path}@{fault.Line}"),
            Is.EqualTo((string[])["rows[0].approved@2", "rows[1].age@3", "rows[2]@4", "rows[4].who@6"])
        );
        Assert.That(preview.Faults[2].Message, Is.EqualTo("row 3: it has 2 cells, the header has 3"));
        Assert.That(preview.Faults[3].Message, Does.Contain("there is a data set 'approved' already"));
        Assert.That((import.Status, import.Message), Is.EqualTo((400, "the file has 4 fault(s), nothing was imported")));
        Assert.That(import.Faults, Has.Count.EqualTo(4));
        Assert.That((await Mine.Api.GetAsync("/api/v1/datasets?origin=IMPORTED")).Items, Is.Empty);
    }

    [TestCase("a,a\n1,2\n", "header[1]", "is called 'a'")]
    [TestCase("a,,c\n1,2,3\n", "header[1]", "has no name")]
    [TestCase("a,a.b\n1,2\n", "header[1]", "does not go with column 1 'a'")]
    [TestCase("a.b.c,a.b\n1,2\n", "header[1]", "does not go with column 1 'a.b.c'")]
    [TestCase("a..b\n1\n", "header[0]", "empty part")]
    [TestCase("a,b\n", "file", "no rows")]
    [TestCase("\n\n", "file", "is empty")]
    [TestCase("a,b\n1,\"2\n", "rows[0].b", "never closed")]
    public async Task A_header_or_file_that_cannot_be_read_says_why(string csv, string path, string says)
    {
        var answer = await ImportAsync("", Text(csv, "text/csv"));

        Assert.That((answer.Status, answer.Faults[0].Path), Is.EqualTo((400, path)), answer.Text);
        Assert.That(answer.Faults[0].Message, Does.Contain(says));
    }

    [Test]
    public async Task A_dot_can_belong_to_a_name()
    {
        var answer = await ImportAsync("?preview=true", Text("a\\.b,a.c\n1,2\n", "text/csv"));

        Assert.That(answer.Json["rows"]![0]!["data"]!.ToJsonString(), Is.EqualTo("""{"a.b":1,"a":{"c":2}}"""));
    }

    [Test]
    public async Task A_line_of_JSON_that_is_none_does_not_hide_the_next()
    {
        var answer = await ImportAsync("", Text("{\"a\":1}\n{\"a\":\n[]\n{\"a\":2}\n", "application/x-ndjson"));

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(
            answer.Faults.Select(fault => (fault.Path, fault.Line)),
            Is.EqualTo(((string?, int?)[])[("rows[1]", 2), ("rows[2]", 3)])
        );
    }

    [Test]
    public async Task Rows_belong_where_the_import_says_and_never_to_another_tenant()
    {
        var own = await ImportAsync($"?name=own&scenarioId={Artifacts.Scenario}", Text("a\n1\n", "text/csv"));
        var theirs = await (await Host.NewTenantAsync(Platform, "owner of another suite")).FillAsync();
        foreach (var (member, id) in ((string, Guid)[])[("suiteId", theirs.Suite), ("scenarioId", theirs.Scenario)])
        {
            var foreign = await ImportAsync($"?{member}={id}", Text("a\n1\n", "text/csv"));
            var unknown = await ImportAsync($"?{member}={A.Id()}", Text("a\n1\n", "text/csv"));

            Assert.That(foreign.Status, Is.EqualTo(404), foreign.Text);
            Assert.That(foreign.WithoutTrace(), Is.EqualTo(unknown.WithoutTrace()));
        }

        Assert.That(own.Status, Is.EqualTo(201), own.Text);
        Assert.That(
            (await Mine.Api.GetAsync($"/api/v1/datasets?scenarioId={Artifacts.Scenario}&origin=IMPORTED")).Items,
            Has.Count.EqualTo(1)
        );
    }

    [Test]
    public async Task The_same_key_imports_once()
    {
        var first = await ImportAsync("?name=once", Text("a\n1\n", "text/csv"), ("Idempotency-Key", "import-1"));
        var second = await ImportAsync("?name=once", Text("a\n1\n", "text/csv"), ("Idempotency-Key", "import-1"));
        var other = await ImportAsync("?name=once", Text("a\n2\n", "text/csv"), ("Idempotency-Key", "import-1"));

        Assert.That((first.Status, second.Status, other.Status), Is.EqualTo((201, 201, 409)), second.Text);
        Assert.That(JsonNode.DeepEquals(first.Json, second.Json));
        Assert.That(second.Headers.Contains("Idempotency-Replayed"));
    }

    [Test]
    public async Task Writers_that_quote_everything_can_say_so()
    {
        var answer = await ImportAsync("?preview=true&typeQuoted=true", Text("\"a\",\"b\"\n\"1\",\"x\"\n", "text/csv"));

        Assert.That(answer.Json["rows"]![0]!["data"]!.ToJsonString(), Is.EqualTo("""{"a":1,"b":"x"}"""));
    }

    private static StringContent Text(string text, string type) => new(text, new UTF8Encoding(false), type);

    private static string[] Names(ApiAnswer answer) => [.. answer.Json["rows"]!.AsArray().Select(row => (string)row!["name"]!)];

    private async Task<string> DataAsync(ApiAnswer answer, int row) =>
        (await Mine.Api.ReadAsync($"/api/v1/datasets/{answer.Json["rows"]![row]!["id"]}"))["data"]!.ToJsonString(
            Contracts.OrchestraJson.Options
        );

    private async Task<ApiAnswer> ImportAsync(string query, HttpContent content, params (string, string)[] headers)
    {
        using (content)
        {
            return await Mine.Api.SendAsync("POST", Import + query, content, headers);
        }
    }
}
