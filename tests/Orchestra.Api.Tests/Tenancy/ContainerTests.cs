using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Runs.Scheduling;
using Orchestra.Secrets;

namespace Orchestra.Api.Tests.Tenancy;

/// <summary>Code for requests cannot come by the worker's data source, which sees every tenant (S7).</summary>
internal sealed class ContainerTests : ApiFixture
{
    private static readonly Type[] CrossTenant = [typeof(SchedulingStore), typeof(LeaseStore), typeof(JournalStore), typeof(SecretReader)];

    private static readonly string[] RequestNamespaces =
    [
        "Features",
        "Planning",
        "Streaming",
        "Idempotency",
        "Lists",
        "Etags",
        "Validation",
    ];

    [Test]
    public void The_only_data_source_in_the_container_is_the_requests()
    {
        var sources = Host.App.Services.GetServices<NpgsqlDataSource>().ToList();

        Assert.That(sources, Has.Count.EqualTo(1));
        Assert.That(new NpgsqlConnectionStringBuilder(sources[0].ConnectionString).Username, Is.EqualTo("orchestra_app"));
        Assert.That(Host.Registered.Count(service => service.ImplementationInstance is NpgsqlDataSource), Is.EqualTo(1));
    }

    [Test]
    public void Stores_that_see_every_tenant_cannot_be_resolved()
    {
        using var scope = Host.App.Services.CreateScope();

        Assert.That(CrossTenant.Where(type => scope.ServiceProvider.GetService(type) is not null), Is.Empty);
    }

    [Test]
    public void No_code_for_requests_takes_a_store_that_sees_every_tenant_or_the_connection_strings()
    {
        Type[] forbidden = [.. CrossTenant, typeof(NpgsqlDataSource), typeof(IConfiguration)];
        var types = typeof(ApiExtensions).Assembly.GetTypes().Where(type => IsForRequests(type.Namespace)).ToList();
        var offenders = types.Where(type => Touches(type).Any(forbidden.Contains)).Select(type => type.FullName);

        Assert.That(types, Has.Count.GreaterThan(80));
        Assert.That(offenders, Is.Empty);
    }

    [Test]
    public void The_search_for_offenders_finds_the_schedulers_own_use()
    {
        var scheduling = typeof(ApiExtensions).Assembly.GetTypes().Where(type => type.Namespace == "Orchestra.Api.Scheduling");

        Assert.That(scheduling.Count(type => Touches(type).Contains(typeof(SchedulingStore))), Is.GreaterThanOrEqualTo(2));
    }

    private static bool IsForRequests(string? name) =>
        RequestNamespaces.Any(part => name?.StartsWith($"Orchestra.Api.{part}", StringComparison.Ordinal) == true);

    // Locals of async methods are fields of their state machines, which are types of their own.
    private static IEnumerable<Type> Touches(Type type)
    {
        const BindingFlags All =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All));
        return type.GetFields(All)
            .Select(field => field.FieldType)
            .Concat(methods.SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)));
    }
}
