using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Runs;

/// <summary>Lists in pages: newest first, each row once.</summary>
internal sealed class ListTests : ApiFixture
{
    [Test]
    public async Task Pages_put_together_are_the_whole_list()
    {
        var tenant = await Host.NewTenantAsync(Platform, "pages");
        for (var i = 0; i < 7; i++)
        {
            await tenant.DataSetAsync($"d{i}", [], []);
        }

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await tenant.Api.GetAsync("/api/v1/datasets?limit=3" + (cursor is null ? "" : $"&cursor={cursor}"));
            Assert.That(page.Items, Has.Count.LessThanOrEqualTo(3));
            names.AddRange(page.Items.Select(item => item["name"]!.GetValue<string>()));
            cursor = page.Json["nextCursor"]?.GetValue<string>();
        } while (cursor is not null);

        Assert.That(names, Is.EqualTo(["d6", "d5", "d4", "d3", "d2", "d1", "d0"]));
    }

    [Test]
    public async Task The_same_source_is_the_same_version_and_another_one_the_next()
    {
        var body = new
        {
            key = "versions",
            sourceType = "BPMN",
            source = Sources.Bpmn,
        };
        var first = await Tenant.Api.CreateAsync("/api/v1/processes", body);
        var same = await Tenant.Api.CreateAsync("/api/v1/processes", body);
        var next = await Tenant.Api.CreateAsync(
            "/api/v1/processes",
            body with
            {
                source = Sources.BpmnWith("name=\"Submit\"", "name=\"Send\""),
            }
        );

        Assert.That((first["version"]!.GetValue<int>(), first["created"]!.GetValue<bool>()), Is.EqualTo((1, true)));
        Assert.That((same["version"]!.GetValue<int>(), same["created"]!.GetValue<bool>()), Is.EqualTo((1, false)));
        Assert.That((next["version"]!.GetValue<int>(), next["id"]!.GetValue<Guid>()), Is.EqualTo((2, first["id"]!.GetValue<Guid>())));
        var source = await Tenant.Api.GetAsync($"/api/v1/processes/{first["id"]}/versions/1/source");
        Assert.That(source.Text, Is.EqualTo(Sources.Bpmn));
    }

    [Test]
    public async Task Lists_leave_out_what_is_heavy_and_one_thing_has_it()
    {
        var data = await Tenant.DataSetAsync("heavy", [], new JsonObject { ["payload"] = "only-in-one" });
        var created = await Tenant.Api.CreateAsync("/api/v1/environments", new { name = "heavy", variables = new { v = "only-in-one" } });

        Assert.That((await Tenant.Api.GetAsync("/api/v1/datasets")).Text, Does.Contain("heavy").And.Not.Contain("only-in-one"));
        Assert.That((await Tenant.Api.GetAsync("/api/v1/environments")).Text, Does.Contain("heavy").And.Not.Contain("only-in-one"));
        Assert.That((await Tenant.Api.GetAsync($"/api/v1/datasets/{data}")).Text, Does.Contain("only-in-one"));
        Assert.That((await Tenant.Api.GetAsync($"/api/v1/environments/{created["id"]}")).Text, Does.Contain("only-in-one"));
    }

    [Test]
    public async Task A_sequence_diagram_is_imported_told_again_and_made_a_suite()
    {
        const string diagram =
            "sequenceDiagram\nU->>Loans: POST /applications\nalt good\nU->>Loans: approve()\nelse\nU->>Loans: reject()\nend";
        var process = await Tenant.Api.CreateAsync(
            "/api/v1/processes",
            new
            {
                key = "diagram",
                sourceType = "SEQUENCE",
                source = diagram,
            }
        );
        var spec = await Tenant.Api.CreateAsync(
            "/api/v1/specs",
            new
            {
                protocolId = "http",
                serviceName = "loans",
                content = Sources.OpenApi,
            }
        );
        var suite = await Tenant.Api.CreateAsync("/api/v1/suites", new { processId = process["id"], specIds = new[] { spec["id"] } });

        var version = $"/api/v1/processes/{process["id"]}/versions/1";
        var source = await Tenant.Api.GetAsync($"{version}/source");
        var graph = await Tenant.Api.ReadAsync($"{version}/graph");
        Assert.Multiple(() =>
        {
            Assert.That(source.Text, Is.EqualTo(diagram));
            Assert.That(source.ContentHeaders.ContentType!.MediaType, Is.EqualTo("text/plain"));
            Assert.That(graph["processes"]![0]!["nodes"]![1]!["services"]![0]!.GetValue<string>(), Is.EqualTo("Loans"));
            Assert.That(suite["scenarios"]!.AsArray(), Has.Count.EqualTo(2));
        });
    }

    [TestCase(null)]
    [TestCase("SEQUENCE")]
    public async Task A_file_with_a_diagram_is_known_by_its_content_or_as_the_form_says(string? sourceType)
    {
        using var form = new MultipartFormDataContent
        {
            {
                new StringContent("# Loan\n```mermaid\nsequenceDiagram\nU->>Loans: POST /applications\n```"),
                "source",
                $"loan {sourceType}.md"
            },
        };
        if (sourceType is not null)
        {
            form.Add(new StringContent(sourceType), "sourceType");
        }

        var answer = await Tenant.Api.SendAsync("POST", "/api/v1/processes", form);

        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        var version = await Tenant.Api.ReadAsync($"/api/v1/processes/{answer.Json["id"]}/versions/1");
        Assert.That(version["sourceType"]!.GetValue<string>(), Is.EqualTo("SEQUENCE"));
    }

    [Test]
    public async Task A_form_with_a_type_that_does_not_exist_is_refused()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Sources.Bpmn), "source", "loan.bpmn" },
            { new StringContent("DRAWING"), "sourceType" },
        };

        var answer = await Tenant.Api.SendAsync("POST", "/api/v1/processes", form);

        Assert.That(
            (answer.Status, answer.Text.Contains("BPMN or SEQUENCE", StringComparison.Ordinal)),
            Is.EqualTo((400, true)),
            answer.Text
        );
    }
}
