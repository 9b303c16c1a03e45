using System.Text.Json.Nodes;
using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests.Server;

[TestFixture]
public sealed class RunTests
{
    private TestFolder _folder = null!;
    private FakeOrchestra _server = null!;

    [SetUp]
    public async Task SetUp()
    {
        _folder = new TestFolder();
        _server = await FakeOrchestra.StartAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Test, CancelAfter(30_000)]
    public async Task Files_are_imported_generated_run_and_reported()
    {
        var run = await RunFilesAsync("--criteria", "NODE", "--mode", "stop_on_first_failure");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            _server.Requests.Where(request => request.StartsWith("POST", StringComparison.Ordinal)),
            Is.EqualTo(
                (string[])
                    [
                        "POST /api/v1/datasets",
                        "POST /api/v1/processes",
                        "POST /api/v1/specs",
                        "POST /api/v1/suites",
                        "POST /api/v1/environments",
                        "POST /api/v1/suiteruns",
                    ]
            )
        );
        Assert.That(_server.ApiKeys, Is.All.EqualTo("key-1"));
        Assert.That((string?)_server.Bodies["/api/v1/specs"]["serviceName"], Is.EqualTo("web-shop"));
        Assert.That((string?)_server.Bodies["/api/v1/processes"]["source"], Is.EqualTo(Sources.Process));
        Assert.That((string?)_server.Bodies["/api/v1/suites"]["options"]!["criteria"]![0], Is.EqualTo("NODE"));
        Assert.That((int?)_server.Bodies["/api/v1/suites"]["processVersion"], Is.EqualTo(3));
        Assert.That(
            _server.Bodies["/api/v1/suiteruns"].ToJsonString(),
            Is.EqualTo("""{"suiteId":"u1","environmentId":"e1","mode":"STOP_ON_FIRST_FAILURE"}""")
        );
        Assert.That(run.Output, Does.Contain("PASSED: suite \"Order\" in environment local: 1 of 1 scenario(s) passed"));
        Assert.That(run.Error, Does.Contain("[1/1] PASSED the long way"));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_sequence_diagram_is_imported_as_one()
    {
        const string diagram = "# Order\n```mermaid\nsequenceDiagram\nU->>Shop: POST /orders\n```\n";

        var run = await RunFilesAsync("--process", _folder.Write("order.md", diagram));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That((string?)_server.Bodies["/api/v1/processes"]["sourceType"], Is.EqualTo("SEQUENCE"));
        Assert.That((string?)_server.Bodies["/api/v1/processes"]["source"], Is.EqualTo(diagram));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_stream_that_ends_early_or_breaks_is_resumed_after_the_last_event([Values] bool breaks)
    {
        _server.BreaksConnection = breaks;

        var run = await RunFilesAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(_server.Streams, Is.EqualTo((string[])["", "41"]));
    }

    [Test, CancelAfter(30_000)]
    public async Task Without_a_stream_looking_at_the_run_tells_its_end()
    {
        _server.HasStreams = false;

        var run = await RunFilesAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(_server.Streams, Is.Empty);
    }

    [TestCase("PASSED", 0)]
    [TestCase("FAILED", 1)]
    [TestCase("BROKEN", 5)]
    [TestCase("CANCELLED", 5)]
    [CancelAfter(30_000)]
    public async Task The_exit_code_is_the_result(string status, int exitCode, CancellationToken cancellationToken)
    {
        _ = cancellationToken;
        _server.Status = status;

        Assert.That((await RunFilesAsync()).ExitCode, Is.EqualTo(exitCode));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_failure_names_scenario_step_endpoint_violation_and_both_values()
    {
        _server.Status = "FAILED";

        var run = await RunFilesAsync();

        Assert.That(run.Output, Does.Contain("FAILED  the long way"));
        Assert.That(run.Output, Does.Contain("step 1 \"Place order\" (placeOrder) POST /orders: FAILED"));
        Assert.That(run.Output, Does.Contain("HTTP_ERROR status: the status is not the expected one"));
        Assert.That(run.Output, Does.Contain("expected 201").And.Contain("actual   500"));
    }

    [Test, CancelAfter(30_000)]
    public async Task Reports_go_to_files_and_JSON_alone_to_stdout()
    {
        var run = await RunFilesAsync("--json", "--junit", _folder["reports/junit.xml"], "--html", _folder["report.html"]);

        Assert.That((string?)JsonNode.Parse(run.Output)!["suiteName"], Is.EqualTo("Order"));
        Assert.That(await File.ReadAllTextAsync(_folder["reports/junit.xml"]), Is.EqualTo("<junit/>"));
        Assert.That(await File.ReadAllTextAsync(_folder["report.html"]), Is.EqualTo("<html/>"));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_suite_and_a_scenario_of_the_server_run_in_an_environment_found_by_name()
    {
        _server.Present = [new JsonObject { ["id"] = "e7", ["name"] = "staging" }];

        var suite = await _server.RunAsync("run", "--suite", "u1", "--env", "staging");
        var scenario = await _server.RunAsync("run", "--scenario", "c1", "--env", "staging");

        Assert.That((suite.ExitCode, scenario.ExitCode), Is.EqualTo((0, 0)), suite.Error + scenario.Error);
        Assert.That((string?)_server.Bodies["/api/v1/suiteruns"]["environmentId"], Is.EqualTo("e7"));
        Assert.That(_server.Bodies["/api/v1/testruns"].ToJsonString(), Is.EqualTo("""{"scenarioId":"c1","environmentId":"e7"}"""));
        Assert.That(suite.Error, Does.Contain("PASSED the long way"));
        Assert.That(scenario.Error, Does.Contain("PASSED placeOrder"));
    }

    [Test, CancelAfter(30_000)]
    public async Task What_is_there_already_is_used_and_a_difference_is_told()
    {
        _server.Conflicts.UnionWith(["/api/v1/datasets", "/api/v1/environments"]);
        _server.Present =
        [
            new JsonObject
            {
                ["id"] = "d9",
                ["name"] = "good",
                ["data"] = new JsonObject { ["a"] = 2 },
            },
            new JsonObject
            {
                ["id"] = "e9",
                ["name"] = "local",
                ["serviceUrls"] = new JsonObject { ["web-shop"] = "http://127.0.0.1:1" },
            },
        ];

        var run = await RunFilesAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That((string?)_server.Bodies["/api/v1/suiteruns"]["environmentId"], Is.EqualTo("e9"));
        Assert.That(run.Error, Does.Contain("data set 'good' with other data"));
    }

    [Test, CancelAfter(30_000)]
    public async Task An_environment_of_the_same_name_with_other_URLs_is_not_used()
    {
        _server.Conflicts.Add("/api/v1/environments");
        _server.Present =
        [
            new JsonObject
            {
                ["id"] = "e9",
                ["name"] = "local",
                ["serviceUrls"] = new JsonObject(),
            },
        ];

        var run = await RunFilesAsync();

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("an environment 'local' with other serviceUrls"));
    }

    [TestCase("variables", """{"region":"us"}""")]
    [TestCase("allow", """["10.0.0.0/8"]""")]
    [TestCase("mask", """["token","secret"]""")]
    [TestCase("dbProfiles", """{"loansDb":"p2"}""")]
    [TestCase("kafkaProfiles", """{"events":"p2"}""")]
    [TestCase("queueProfiles", """{"events":"p2"}""")]
    [TestCase("authProfiles", """{"login":"p2"}""")]
    [TestCase("serviceAuth", """{"loans":"login"}""")]
    [TestCase("serviceTls", """{"loans":{"serverName":"other"}}""")]
    [CancelAfter(30_000)]
    public async Task An_environment_of_the_same_name_that_differs_elsewhere_is_not_used_either(
        string member,
        string value,
        CancellationToken cancellationToken
    )
    {
        _ = cancellationToken;
        _server.Conflicts.Add("/api/v1/environments");
        var present = JsonNode.Parse(
            """
            {"id":"e9","name":"local","serviceUrls":{"web-shop":"http://127.0.0.1:1"},"variables":{"region":"eu"},
             "allow":["127.0.0.0/8"],"mask":["secret","card"],"dbProfiles":{"loansDb":"p1"},"kafkaProfiles":{},
             "serviceTls":{"loans":{"serverName":"loans"}}}
            """
        )!;
        _server.Present = [present];
        var file = present.DeepClone().AsObject();
        file.Remove("id");
        file["mask"] = new JsonArray("card", "secret");

        var same = await RunFilesAsync("--env", _folder.Write("same.json", file.ToJsonString()));
        file[member] = JsonNode.Parse(value);
        var other = await RunFilesAsync("--env", _folder.Write("other.json", file.ToJsonString()));

        Assert.That(same.ExitCode, Is.Zero, same.Error);
        Assert.That(other.ExitCode, Is.EqualTo(2));
        Assert.That(other.Error, Does.Contain($"an environment 'local' with other {member}: "));
    }

    [TestCase("suites")]
    [TestCase("datasets")]
    [TestCase("suiteruns")]
    [CancelAfter(30_000)]
    public async Task A_conflict_that_is_not_about_a_name_is_told_in_the_servers_words(string path, CancellationToken cancellationToken)
    {
        _ = cancellationToken;
        _server.Conflicts.Add($"/api/v1/{path}");
        _server.ConflictBody = """{"error":"conflict","message":"the tenant may have 100 scenarios: delete suites"}""";

        var run = await RunFilesAsync();

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("the tenant may have 100 scenarios: delete suites"));
    }

    [Test, CancelAfter(30_000)]
    public async Task An_environment_that_nobody_made_ends_with_2()
    {
        var run = await _server.RunAsync("run", "--suite", "u1", "--env", "nowhere");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("no environment 'nowhere'"));
    }

    [TestCase(400, 3)]
    [TestCase(401, 2)]
    [TestCase(503, 4)]
    [TestCase(500, 5)]
    [CancelAfter(30_000)]
    public async Task A_refusal_says_why_and_ends_as_its_kind(int status, int exitCode, CancellationToken cancellationToken)
    {
        _ = cancellationToken;
        _server.Refusals["/api/v1/processes"] = (
            status,
            """{"error":"x","message":"the process has 1 fault(s)","faults":[{"path":"F1","line":4,"message":"the target is missing"}]}"""
        );

        var run = await RunFilesAsync();

        Assert.That(run.ExitCode, Is.EqualTo(exitCode));
        Assert.That(run.Error, Does.Contain("the process has 1 fault(s)").And.Contain("line 4: F1: the target is missing"));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_server_that_is_not_there_ends_with_4_and_says_what_to_do()
    {
        var url = _server.Url;
        await _server.DisposeAsync();

        var run = await CliRun.OfAsync("run", "--suite", "u1", "--env", "local", "--server", url);

        Assert.That(run.ExitCode, Is.EqualTo(4));
        Assert.That(run.Error, Does.Contain("cannot be reached").And.Contain("./orchestra up"));
        _server = await FakeOrchestra.StartAsync();
    }

    [Test, CancelAfter(30_000)]
    public async Task A_program_that_is_not_Orchestra_ends_with_4()
    {
        _server.Refusals["/api/v1/environments"] = (200, "<html>hello</html>");

        var run = await _server.RunAsync("run", "--suite", "u1", "--env", "local");

        Assert.That(run.ExitCode, Is.EqualTo(4));
        Assert.That(run.Error, Does.Contain("not as Orchestra does"));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_mistyped_spec_is_told_before_anything_is_sent()
    {
        var run = await _server.RunAsync(
            "run",
            "--process",
            _folder.Write("a.bpmn", Sources.Process),
            "--spec",
            _folder["no.yaml"],
            "--env",
            "local"
        );

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(_server.Requests, Is.Empty);
    }

    [Test, CancelAfter(30_000)]
    public async Task Keys_and_tenants_are_made_and_only_the_key_is_on_stdout()
    {
        var tenant = await _server.RunAsync("admin", "create-tenant", "acme");
        var key = await _server.RunAsync(
            "admin",
            "create-key",
            "ci",
            "--role",
            "test_runner",
            "--role",
            "VIEWER",
            "--expires",
            "2030-01-02T03:04:05Z"
        );

        Assert.That((tenant.Output.Trim(), key.Output.Trim()), Is.EqualTo(("secret-1", "secret-2")), tenant.Error + key.Error);
        Assert.That(
            _server.Bodies["/api/v1/apikeys"].ToJsonString(),
            Is.EqualTo("""{"name":"ci","roles":["TEST_RUNNER","VIEWER"],"expiresAt":"2030-01-02T03:04:05.000Z"}""")
        );
    }

    private Task<CliRun> RunFilesAsync(params string[] more) =>
        _server.RunAsync([
            "run",
            .. more.Contains("--process") ? (string[])[] : ["--process", _folder.Write("order.bpmn", Sources.Process)],
            "--spec",
            _folder.Write("openapi.yaml", Sources.Spec),
            "--data",
            _folder.Write("data.json", """{"name":"good","tags":[],"data":{"a":1}}"""),
            .. more.Contains("--env")
                ? (string[])[]
                : ["--env", _folder.Write("environment.json", """{"name":"local","serviceUrls":{"web-shop":"http://127.0.0.1:1"}}""")],
            .. more,
        ]);
}
