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
}
