using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Orchestra.Api.Tests.Hosting;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.Testing.Builders;

namespace Orchestra.Api.Tests.Requests;

/// <summary>Bad input over all routes: each gets the one error shape with place and way out, and never a 500.</summary>
internal sealed class BadRequestTests : ApiFixture
{
    private static readonly string[] Codes = [.. Enum.GetValues<ErrorCode>().Select(ErrorCodes.NameOf)];

    private readonly Dictionary<string, string> _ids = [];

    private static IEnumerable<TestCaseData> Table => BadRequests.All.Select(bad => new TestCaseData(bad).SetArgDisplayNames(bad.Name));

    protected override async Task PrepareAsync()
    {
        var mine = await Tenant.FillAsync();
        _ids["$process"] = $"{mine.Process}";
        _ids["$scenario"] = $"{mine.Scenario}";
        _ids["$suiterun"] = $"{mine.SuiteRun}";
        _ids["$suite"] = $"{mine.Suite}";
        _ids["$environment"] = $"{mine.Environment}";
        _ids["$dataset"] = $"{mine.DataSet}";
        _ids["$dbprofile"] = $"{mine.DbProfile}";
        _ids["$authprofile"] = $"{mine.AuthProfile}";
        _ids["$testrun"] = $"{mine.TestRun}";
        _ids["$empty"] = (await Tenant.Api.CreateAsync("/api/v1/environments", new { name = "empty" }))["id"]!.GetValue<string>();
        _ids["$conflicting"] = await SuiteOfAsync("conflicting", Sources.BpmnThrough("approved", "rejected"), mine.Spec);
        _ids["$dataless"] = await SuiteOfAsync("dataless", Sources.BpmnThrough("nobody", "nobody-else"), mine.Spec);
    }

    [TestCaseSource(nameof(Table))]
    public async Task A_bad_request_is_refused_with_place_and_reason(BadRequest bad)
    {
        using var content = bad.Body is null ? null : new StringContent(Fill(bad.Body()), Encoding.UTF8);
        if (content is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(bad.ContentType);
        }

        var before = Host.Errors.Count;
        var answer = await Tenant.Api.SendAsync(bad.Method, Fill(bad.Path), content, bad.Headers);

        var said = answer.Message + " " + string.Join(' ', answer.Faults.Select(fault => $"{fault.Path} {fault.Message}"));
        var logged = string.Join('\n', Host.Errors.Skip(before));
        Assert.That((answer.Status, answer.Error), Is.EqualTo((bad.Status, bad.Error)), answer.Text + logged);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Codes, Does.Contain(answer.Error));
            Assert.That(said, Does.Contain(bad.Says));
            Assert.That(answer.Message, Is.Not.Empty);
            Assert.That(
                said,
                Does.Not.Contain("Nullable<").And.Not.Contain("Exception").And.Not.Contain("Orchestra."),
                "no type of ours belongs on the wire"
            );
            Assert.That(answer.Json["traceId"]?.GetValue<string>(), Is.Not.Null.And.Not.Empty);
            Assert.That(answer.ContentHeaders.ContentType?.MediaType, Is.EqualTo("application/json"));
            Assert.That(answer.Faults, Has.Count.GreaterThanOrEqualTo(bad.Faults), answer.Text);
            if (bad.FaultAt is { } path)
            {
                Assert.That(answer.Faults.Select(fault => fault.Path), Does.Contain(path), answer.Text);
            }

            if (bad.FaultLine is { } line)
            {
                Assert.That(answer.Faults.Select(fault => fault.Line), Does.Contain(line), answer.Text);
            }

            Assert.That(logged, Is.Empty, "a bad request is no error of ours");
        }
    }

    [Test]
    public void The_table_has_forty_requests_and_reaches_every_route_that_takes_input()
    {
        var table = BadRequests.All.ToList();
        var reached = ApiRoute
            .Of(Host)
            .Where(route => route.BodyType is not null)
            .Where(route => !table.Exists(bad => bad.Method == route.Method && bad.Path == route.PathTo(default)));

        Assert.That(table, Has.Count.GreaterThanOrEqualTo(40));
        Assert.That(table.Select(bad => bad.Name), Is.Unique);
        Assert.That(reached.Select(route => route.Name), Is.EquivalentTo(["CreateTenant"]), "its one field is tested below");
    }

    [Test]
    public async Task No_route_that_takes_JSON_trips_over_an_unknown_charset()
    {
        foreach (var route in ApiRoute.Of(Host).Where(route => route.BodyType is not null))
        {
            using var content = new StringContent("{}");
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=bogus");
            var answer = await Platform.SendAsync(route.Method, route.PathTo(A.Id()), content);

            Assert.That((answer.Status, answer.Error), Is.EqualTo((415, "unsupported_media_type")), $"{route}: {answer.Text}");
        }

        Assert.That(Host.Errors, Is.Empty);
    }

    [TestCase("utf-8")]
    [TestCase("UTF-8")]
    [TestCase("\"utf-8\"")]
    [TestCase("utf-16")]
    public async Task A_known_charset_is_read(string charset)
    {
        var body = JsonSerializer.Serialize(new { name = $"in {charset}", data = new { } });
        using var content = new ByteArrayContent((charset == "utf-16" ? Encoding.Unicode : Encoding.UTF8).GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"application/json; charset={charset}");

        var created = await Tenant.Api.SendAsync("POST", "/api/v1/datasets", content);

        Assert.That(created.Status, Is.EqualTo(201), created.Text);
    }

    [TestCase("""{"name":""}""", "name is required")]
    [TestCase("""{"name":"x","id":"00000000-0000-7000-8000-000000000001"}""", "id")]
    [TestCase("""{"name":"a\u0007b"}""", "control characters")]
    public async Task A_tenant_needs_a_good_name(string body, string says)
    {
        var answer = await Platform.SendAsync("POST", "/api/v1/tenants", body);

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(answer.Text, Does.Contain(says));
    }

    [TestCase("%")]
    [TestCase("_pproved")]
    [TestCase("' or '1'='1")]
    [TestCase("approved'; drop table api.test_data_set; --")]
    [TestCase("\\")]
    [TestCase("$$; select pg_sleep(9); $$")]
    public async Task A_tag_in_a_query_is_taken_literally(string tag)
    {
        var none = await Tenant.Api.GetAsync($"/api/v1/datasets?tag={Uri.EscapeDataString(tag)}");
        await Tenant.DataSetAsync($"tagged {tag}", [tag], []);
        var one = await Tenant.Api.GetAsync($"/api/v1/datasets?tag={Uri.EscapeDataString(tag)}");

        Assert.That((none.Status, none.Items.Count), Is.EqualTo((200, 0)));
        Assert.That(one.Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_escaped_backslash_before_u0000_is_text_and_no_NUL()
    {
        var created = await Tenant.Api.SendAsync("POST", "/api/v1/datasets", """{"name":"pattern","data":{"a":"[^\\u0000]"}}""");

        Assert.That(created.Status, Is.EqualTo(201), created.Text);
        Assert.That(created.Json["data"]!["a"]!.GetValue<string>(), Is.EqualTo("[^\\u0000]"));
    }

    private async Task<string> SuiteOfAsync(string key, string source, Guid spec)
    {
        var process = await Tenant.Api.CreateAsync(
            "/api/v1/processes",
            new
            {
                key,
                sourceType = "BPMN",
                source,
            }
        );
        var suite = await Tenant.Api.CreateAsync("/api/v1/suites", new { processId = process["id"], specIds = new[] { spec } });
        return suite["id"]!.GetValue<string>();
    }

    private string Fill(string text) =>
        _ids.Aggregate(
            text,
            (filled, pair) => filled.Length > 100_000 ? filled : filled.Replace(pair.Key, pair.Value, StringComparison.Ordinal)
        );
}
