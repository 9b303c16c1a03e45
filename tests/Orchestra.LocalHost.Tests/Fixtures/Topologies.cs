using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Tests.Fixtures;

/// <summary>The topologies of the tests, named so that a host in another process can build them too.</summary>
internal static class Topologies
{
    private const string Self = "Orchestra.LocalHost.Tests.csproj";

    /// <summary>A database, a step, a service in two replicas that waits for both, and one in front of it.</summary>
    public const string Database = "database";

    /// <summary>The same with RabbitMQ.</summary>
    public const string Full = "full";

    /// <summary>A service, then a step that fails with exit code 3, then a service that waits for it.</summary>
    public const string Failing = "failing";

    /// <summary>A service that does not heed SIGTERM and one that uses it.</summary>
    public const string Stubborn = "stubborn";

    /// <summary>A service that needs 2.5 s to stop, behind one that does not heed SIGTERM; each knows the other's address.</summary>
    public const string Slow = "slow";

    public static void Add(IDistributedApplicationBuilder builder, string topology)
    {
        switch (topology)
        {
            case Database:
                AddServices(builder);
                break;
            case Full:
                var messaging = builder.AddRabbitMQ("messaging");
                AddServices(builder).WithReference(messaging).WaitFor(messaging);
                break;
            case Failing:
                var first = AddWeb(builder, "first");
                var step = AddService(builder, "step").WithArgs(FixtureService.Exit, "3").WaitFor(first);
                AddWeb(builder, "last").WaitForCompletion(step);
                break;
            case Stubborn:
                var stubborn = AddWeb(builder, "stubborn").WithArgs(FixtureService.Stubborn);
                AddWeb(builder, "front").WithReference(stubborn).WaitFor(stubborn);
                break;
            case Slow:
                var slow = AddWeb(builder, "slow").WithArgs(FixtureService.Lingers, "2500");
                var gate = AddWeb(builder, "gate").WithArgs(FixtureService.Stubborn).WithReference(slow).WaitFor(slow);
                slow.WithReference(gate).WithEnvironment("GATE", $"{gate.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(topology), topology, "no such topology");
        }
    }

    public static IResourceBuilder<ProjectResource> AddWeb(IDistributedApplicationBuilder builder, string name) =>
        AddService(builder, name).WithHttpEndpoint().WithHttpHealthCheck("/health");

    public static IResourceBuilder<ProjectResource> AddService(IDistributedApplicationBuilder builder, string name)
    {
        var service = builder.AddProject(name, Self).WithArgs(FixtureService.Verb);
        return builder.Configuration["journal"] is { } journal ? service.WithEnvironment(FixtureService.JournalVariable, journal) : service;
    }

    private static IResourceBuilder<ProjectResource> AddServices(IDistributedApplicationBuilder builder)
    {
        var postgres = builder.AddPostgres("postgres");
        var database = postgres.AddDatabase("shop");
        var rolePassword = builder.AddParameter(
            "role-password",
            new GenerateParameterDefault { MinLength = 30, Special = false },
            secret: true,
            persist: true
        );
        var colour = builder.AddParameter("colour");
        var step = AddService(builder, "step").WithArgs(FixtureService.Exit, "0").WithReference(database).WaitFor(database);
        var server = postgres.Resource.PrimaryEndpoint;
        var web = AddWeb(builder, "web")
            .WithReplicas(2)
            .WithReference(database)
            .WithEnvironment("Colour", colour)
            .WithEnvironment(
                "ConnectionStrings__role",
                ReferenceExpression.Create(
                    $"Host={server.Property(EndpointProperty.Host)};Port={server.Property(EndpointProperty.Port)};Database={database.Resource.DatabaseName};Username=clerk;Password={rolePassword}"
                )
            )
            .WithEnvironment("Braces", $"{{{colour}}}")
            .WithEnvironment("Forbidden", $"{server.Property(EndpointProperty.HostAndPort)}")
            .WaitForCompletion(step);
        if (builder.Configuration["gate"] is { } gate)
        {
            web.WithEnvironment(FixtureService.GateVariable, gate);
        }

        AddWeb(builder, "front").WithReference(web).WithEnvironment("WEB_URL", web.GetEndpoint("http")).WaitFor(web);
        return web;
    }
}
