using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Npgsql;
using Orchestra.LocalHost.Hosting;
using Orchestra.LocalHost.Processes;
using Orchestra.LocalHost.Tests.Fixtures;

namespace Orchestra.LocalHost.Tests;

/// <summary>One whole topology in this process: order, gates, variables, replicas, logs, the state file.</summary>
[TestFixture]
public sealed class TopologyTests
{
    private readonly string _folder = TemporaryFolder.Create();
    private readonly StringWriter _output = new();
    private DistributedApplication _application = null!;
    private Task _start = null!;
    private HttpClient _client = null!;

    private string Journal => Path.Combine(_folder, "journal");

    private string Gate => Path.Combine(_folder, "gate");

    private JsonNode State => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "state.json")))!;

    [OneTimeSetUp]
    public void Start()
    {
        _client = new HttpClient();
        var builder = DistributedApplication.CreateBuilder([
            "--ephemeral",
            "--state-file",
            Path.Combine(_folder, "state.json"),
            $"--journal={Journal}",
            $"--gate={Gate}",
            "--Parameters:colour=red",
        ]);
        ((DistributedApplicationBuilder)builder).Output = TextWriter.Synchronized(_output);
        Topologies.Add(builder, Topologies.Database);
        _application = builder.Build();
        _start = _application.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        _client.Dispose();
        TemporaryFolder.Remove(_folder);
    }

    [Test, Order(1), CancelAfter(60_000)]
    public async Task Who_waits_starts_when_the_health_check_passes_and_not_before()
    {
        await Until.TrueAsync(
            "both replicas are up",
            TimeSpan.FromSeconds(30),
            () => _start.IsCompleted || Notes().Count(note => note is "web-1 started" or "web-2 started") == 2
        );
        // Four health checks have been answered with 503 by then.
        using (var client = new HttpClient())
        {
            var answer = await client.GetAsync(new Uri(UrlsOf("web")[0] + "/health"));
            Assert.That((int)answer.StatusCode, Is.EqualTo(503), "the control: not healthy");
        }

        Assert.That(_start.IsCompleted, Is.False);
        Assert.That(State["ready"]!.GetValue<bool>(), Is.False);
        Assert.That(State["resources"]!["front"]!["state"]!.GetValue<string>(), Is.EqualTo("Waiting"));

        await File.WriteAllTextAsync(Gate, "open");
        await _start;

        Assert.That(State["ready"]!.GetValue<bool>(), Is.True);
        var notes = Notes();
        Assert.That(notes[0], Is.EqualTo("step started"));
        Assert.That(notes[^1], Is.EqualTo("front started"));
    }

    [Test, Order(2)]
    public void The_state_file_tells_states_urls_process_ids_and_connection_strings()
    {
        var resources = State["resources"]!;
        Assert.Multiple(() =>
        {
            Assert.That(State["pid"]!.GetValue<int>(), Is.EqualTo(Environment.ProcessId));
            Assert.That(resources["postgres"]!["state"]!.GetValue<string>(), Is.EqualTo("Healthy"));
            Assert.That(resources["step"]!["state"]!.GetValue<string>(), Is.EqualTo("Finished"));
            Assert.That(resources["step"]!["exitCode"]!.GetValue<int>(), Is.Zero);
            Assert.That(resources["web"]!["pids"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(
                resources["shop"]!["connectionString"]!.GetValue<string>(),
                Does.Contain("Database=shop").And.Contain("Host=127.0.0.1")
            );
            Assert.That(
                File.GetUnixFileMode(Path.Combine(_folder, "state.json")),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite)
            );
        });
    }

    [Test, Order(2)]
    public async Task Replicas_have_ports_of_their_own_and_know_their_names()
    {
        var urls = UrlsOf("web");
        var names = new List<string>();
        foreach (var url in urls)
        {
            var variables = await EnvironmentAsync(url);
            Assert.That(variables["ASPNETCORE_URLS"], Is.EqualTo(url));
            names.Add(variables["OTEL_RESOURCE_ATTRIBUTES"]);
        }

        Assert.That(urls, Is.Unique.And.Length.EqualTo(2));
        Assert.That(names, Is.EqualTo(["service.instance.id=web-1", "service.instance.id=web-2"]));
    }

    [Test, Order(2)]
    public async Task Variables_are_those_that_Aspire_would_give()
    {
        var web = UrlsOf("web");
        var ofWeb = await EnvironmentAsync(web[0]);
        var ofFront = await EnvironmentAsync(UrlsOf("front")[0]);
        var database = State["resources"]!["shop"]!["connectionString"]!.GetValue<string>();
        var server = new NpgsqlConnectionStringBuilder(database);
        Assert.Multiple(() =>
        {
            Assert.That(ofWeb["ConnectionStrings__shop"], Is.EqualTo(database));
            Assert.That(
                ofWeb["ConnectionStrings__role"],
                Does.Match($"^Host=127.0.0.1;Port={server.Port};Database=shop;Username=clerk;Password=[A-Za-z0-9]{{30}}$")
            );
            Assert.That(ofWeb["Forbidden"], Is.EqualTo($"127.0.0.1:{server.Port}"));
            Assert.That(ofWeb["Colour"], Is.EqualTo("red"));
            Assert.That(ofWeb["Braces"], Is.EqualTo("{red}"));
            Assert.That(ofWeb["DOTNET_ENVIRONMENT"], Is.EqualTo("Development"));
            Assert.That(ofFront["services__web__http__0"], Is.EqualTo(web[0]));
            Assert.That(ofFront["services__web__http__1"], Is.EqualTo(web[1]));
            Assert.That(ofFront["WEB_URL"], Is.EqualTo(web[0]));
        });
    }

    [Test, Order(2)]
    public async Task The_database_exists_and_the_superuser_needs_its_password()
    {
        var right = State["resources"]!["shop"]!["connectionString"]!.GetValue<string>();
        await using var connection = new NpgsqlConnection(right + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select current_setting('listen_addresses') || current_database()", connection);
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("127.0.0.1shop"));

        await using var wrong = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(right) { Password = "postgres", Pooling = false }.ConnectionString
        );
        Assert.That(
            async () => await wrong.OpenAsync(),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InvalidPassword)
        );
    }

    [Test, Order(2)]
    public void Every_line_bears_the_name_of_its_resource()
    {
        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.All.Match(@"^\[(host|postgres|step|web-1|web-2|front)\] "));
        Assert.That(lines, Has.Some.EqualTo("[step] the fixture ends as it was told"));
        Assert.That(lines, Has.Some.Match(@"^\[host\] web: Healthy http://127.0.0.1:\d+ http://127.0.0.1:\d+$"));
    }

    [Test, Order(3), CancelAfter(20_000)]
    public async Task A_service_that_ends_later_is_told_and_the_others_go_on()
    {
        var pid = State["resources"]!["front"]!["pids"]![0]!.GetValue<int>();
        _ = NativeMethods.Kill(pid, (int)UnixSignal.Kill);
        await Until.TrueAsync(
            "the end is told",
            TimeSpan.FromSeconds(5),
            () => State["resources"]!["front"]!["state"]!.GetValue<string>() == "Exited"
        );

        Assert.That(State["resources"]!["front"]!["exitCode"]!.GetValue<int>(), Is.EqualTo(137));
        Assert.That(_output.ToString(), Does.Contain("[host] front: ended by itself with exit code 137"));
        Assert.That((await _client.GetAsync(new Uri(UrlsOf("web")[0] + "/health"))).IsSuccessStatusCode, Is.True);
    }

    private string[] UrlsOf(string resource) =>
        [.. State["resources"]![resource]!["urls"]!.AsArray().Select(url => url!.GetValue<string>())];

    private string[] Notes() => File.Exists(Journal) ? File.ReadAllLines(Journal) : [];

    private async Task<Dictionary<string, string>> EnvironmentAsync(string url) =>
        (await _client.GetFromJsonAsync<Dictionary<string, string>>(new Uri($"{url}/environment")))!;
}
