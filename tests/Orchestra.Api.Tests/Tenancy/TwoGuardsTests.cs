using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Tests.Hosting;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Tests.Tenancy;

/// <summary>
/// EF's filter and row-level security guard each table independently: with one of them off another tenant's rows are still hidden,
/// with both off they are seen. The last is the control that shows that the first two can fail.
/// </summary>
internal sealed class TwoGuardsTests : ApiFixture
{
    private const string Probe = "/probe/rows";

    private static readonly MethodInfo Count = typeof(TwoGuardsTests).GetMethod(
        nameof(CountAsync),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    protected override void MapMore(WebApplication app) =>
        app.MapGet(
                Probe,
                async (string table, bool filtered, ApiDbContext db) =>
                {
                    var type = db.Model.GetEntityTypes().Single(entity => NameOf(entity) == table).ClrType;
                    return TypedResults.Ok(await (Task<int>)Count.MakeGenericMethod(type).Invoke(null, [db, filtered])!);
                }
            )
            .RequirePermission(Permission.View);

    protected override async Task PrepareAsync()
    {
        await Tenant.FillAsync("a");
        await (await Host.NewTenantAsync(Platform, "second")).FillAsync("b");
    }

    [Test]
    public async Task Every_table_is_guarded_twice()
    {
        await using var model = new ApiDbContext(
            ApiDatabase.Options(Database.OwnerConnectionString),
            new ServiceDefaults.Tenancy.TenantContext()
        );
        var tables = model
            .Model.GetEntityTypes()
            .Where(entity => entity.ClrType.IsAssignableTo(typeof(ITenantOwned)))
            .Select(NameOf)
            .ToList();
        Assert.That(tables, Has.Count.EqualTo(13));

        foreach (var table in tables)
        {
            var both = await CountAsync(table, filtered: true);
            var policyOnly = await CountAsync(table, filtered: false);
            await Database.ExecuteAsAdminAsync($"alter table {table} disable row level security");
            var filterOnly = await CountAsync(table, filtered: true);
            var neither = await CountAsync(table, filtered: false);
            await Database.ExecuteAsAdminAsync($"alter table {table} enable row level security");

            Assert.That(both, Is.GreaterThan(0), table);
            Assert.That((policyOnly, filterOnly), Is.EqualTo((both, both)), table);
            Assert.That(neither, Is.GreaterThan(both), $"{table}: the control must see the other tenant's rows");
        }
    }

    private static string NameOf(Microsoft.EntityFrameworkCore.Metadata.IEntityType entity) =>
        $"{entity.GetSchema()}.{entity.GetTableName()}";

    private static Task<int> CountAsync<T>(ApiDbContext db, bool filtered)
        where T : class => filtered ? db.Set<T>().CountAsync() : db.Set<T>().IgnoreQueryFilters().CountAsync();

    private async Task<int> CountAsync(string table, bool filtered)
    {
        var answer = await Tenant.Api.GetAsync($"{Probe}?table={table}&filtered={filtered}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return int.Parse(answer.Text, System.Globalization.CultureInfo.InvariantCulture);
    }
}
