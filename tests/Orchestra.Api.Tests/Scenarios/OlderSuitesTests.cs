using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Orchestra.Api.Data;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Tests.Scenarios;

/// <summary>Suites from before scenarios had versions that count go on as drafts that nobody changed.</summary>
internal sealed class OlderSuitesTests : ScenarioFixture
{
    [Test]
    public async Task A_suite_of_the_schema_before_runs_and_is_generated_again()
    {
        await using (var db = new ApiDbContext(ApiDatabase.Options(Database.OwnerConnectionString), new TenantContext()))
        {
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync("20261121110311_Policies");
            await migrator.MigrateAsync();
        }

        var scenario = await Mine.Api.ReadAsync(Scenario);
        var line = (await Mine.Api.GetAsync($"/api/v1/suites/{Artifacts.Suite}/scenarios")).Items[0];
        var again = await Mine.Api.PostAsync($"/api/v1/suites/{Artifacts.Suite}/regenerate");

        Assert.That(((string?)scenario["status"], (int?)scenario["runVersion"]), Is.EqualTo(("DRAFT", 1)));
        Assert.That(line["tags"]!.ToJsonString(), Is.EqualTo("""["edge"]"""));
        Assert.That((bool?)line["active"], Is.True);
        Assert.That(await VersionOfRunAsync(), Is.EqualTo(1));
        Assert.That(again.Json["kept"]!.AsArray(), Has.Count.EqualTo(2), again.Text);
        Assert.That(again.Json["conflicts"]!.AsArray(), Is.Empty);
    }
}
