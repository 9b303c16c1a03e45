using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Orchestra.LocalHost.Hosting;
using Orchestra.LocalHost.Processes;
using Orchestra.LocalHost.Tests.Fixtures;

namespace Orchestra.LocalHost.Tests;

/// <summary>Topologies that cannot start say why in one sentence.</summary>
[TestFixture]
public sealed class TopologyErrorTests
{
    [Test]
    public void A_circle_of_waits_is_refused_with_its_members()
    {
        var builder = NewBuilder();
        var first = Topologies.AddWeb(builder, "first");
        var second = Topologies.AddWeb(builder, "second").WaitFor(first);
        var third = Topologies.AddWeb(builder, "third").WaitFor(second);
        first.WaitFor(third);

        Assert.That(
            builder.Build,
            Throws
                .InstanceOf<DistributedApplicationException>()
                .With.Message.EqualTo("these resources wait for each other: first -> third -> second -> first")
        );
    }

    [Test]
    public void Two_resources_of_one_name_are_refused()
    {
        var builder = NewBuilder();
        Topologies.AddWeb(builder, "api");

        Assert.That(
            () => Topologies.AddWeb(builder, "API"),
            Throws.InstanceOf<DistributedApplicationException>().With.Message.EqualTo("there are two resources named 'API'")
        );
    }

    [TestCase("1st")]
    [TestCase("a b")]
    [TestCase("a--b")]
    [TestCase("a-")]
    public void A_name_that_Aspire_would_refuse_is_refused(string name) =>
        Assert.That(
            () => Topologies.AddWeb(NewBuilder(), name),
            Throws.ArgumentException.With.Message.Contains($"resource name '{name}' is not valid")
        );

    [Test, CancelAfter(20_000)]
    public async Task A_project_that_is_not_built_is_named_with_the_command()
    {
        var folder = TemporaryFolder.Create();
        try
        {
            var project = Path.Combine(folder, "Unbuilt.csproj");
            await File.WriteAllTextAsync(project, "<Project/>");
            Assert.That(
                await FailureAsync(builder => builder.AddProject("unbuilt", project)),
                Does.StartWith("unbuilt cannot be started: ").And.Contain("Unbuilt.dll is missing: build the project first (dotnet build")
            );
            Assert.That(
                await FailureAsync(builder => builder.AddProject("absent", "absent.csproj")),
                Does.Contain("there is no project file").And.Contain("absent.csproj")
            );
        }
        finally
        {
            TemporaryFolder.Remove(folder);
        }
    }

    [Test, CancelAfter(20_000)]
    public async Task A_port_in_use_is_told_before_anything_starts()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;

        var failure = await FailureAsync(builder => Topologies.AddService(builder, "web").WithHttpEndpoint(port: port));

        Assert.That(failure, Does.StartWith($"resource 'web': port {port} of 127.0.0.1 is in use"));
    }

    [Test, CancelAfter(20_000)]
    public async Task A_parameter_without_value_is_told_with_the_way_to_give_it()
    {
        var failure = await FailureAsync(builder =>
            Topologies.AddService(builder, "web").WithEnvironment("KEY", builder.AddParameter("key", secret: true))
        );

        Assert.That(
            failure,
            Is.EqualTo("web cannot be started: parameter 'key' has no value: give --Parameters:key=VALUE or the variable Parameters__key")
        );
    }

    [Test, CancelAfter(20_000)]
    public async Task A_health_check_without_endpoint_is_told()
    {
        var failure = await FailureAsync(builder => Topologies.AddService(builder, "web").WithHttpHealthCheck("/health"));

        Assert.That(
            failure,
            Does.Contain("'web' has a health check on the endpoint 'http', which it does not have: add WithHttpEndpoint()")
        );
    }

    [Test, CancelAfter(20_000)]
    public async Task Damaged_secrets_are_told_with_their_path()
    {
        var folder = TemporaryFolder.Create();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "secrets.json"), "{");
            var failure = await FailureAsync(
                builder =>
                    Topologies
                        .AddService(builder, "web")
                        .WithEnvironment("KEY", builder.AddParameter("key", new GenerateParameterDefault(), persist: true)),
                "--state-folder",
                folder
            );

            Assert.That(failure, Does.Contain($"{folder}/secrets.json is damaged"));
        }
        finally
        {
            TemporaryFolder.Remove(folder);
        }
    }

    private static IDistributedApplicationBuilder NewBuilder(params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args.Length == 0 ? ["--ephemeral"] : args);
        ((DistributedApplicationBuilder)builder).Output = TextWriter.Null;
        return builder;
    }

    private static async Task<string> FailureAsync(Action<IDistributedApplicationBuilder> add, params string[] args)
    {
        var builder = NewBuilder(args);
        add(builder);
        await using var application = builder.Build();
        var exception = Assert.ThrowsAsync<DistributedApplicationException>(() => application.StartAsync());
        await application.StopAsync();
        return exception.Message;
    }
}
