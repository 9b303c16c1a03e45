using System.Text.Json.Nodes;
using Orchestra.Cli.Tests.Fixtures;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Servers;

namespace Orchestra.Cli.Tests.Server;

/// <summary>Suites that are files, on a real Api.</summary>
[TestFixture]
public sealed class PushTests
{
    private const string First = """
        name: First
        steps:
          - alias: place
            name: Place order
            endpointRef: { protocolId: http, serviceName: shop, endpointName: POST /orders }
            action: { inputTemplate: { body: { amount: 5 } } }
          - alias: look
            name: Look
            endpointRef: { protocolId: http, serviceName: shop, endpointName: "GET /orders/{id}" }
            action: { inputTemplate: { pathParams: { id: "{{steps.place.response.body.id}}" } } }
        """;

    private TestDatabase _database = null!;
    private ServiceProcess _api = null!;
    private TestFolder _folder = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _api = await ServiceProcess.StartAsync(
            "Orchestra.Api",
            new Dictionary<string, string>
            {
                ["ConnectionStrings__orchestra_app"] = _database.AppConnectionString,
                ["ConnectionStrings__orchestra_worker"] = _database.WorkerConnectionString,
                ["ConnectionStrings__messaging"] = await TestServers.RabbitMqAsync(),
            }
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test, CancelAfter(60_000)]
    public async Task Files_become_a_suite_once_and_only_what_changed_gets_a_version()
    {
        WriteSuite("by hand");

        var first = await PushAsync();
        var specs = await CountAsync("specs");
        var again = await PushAsync();
        _folder.Write("scenarios/first.yaml", First.Replace("amount: 5", "amount: 6", StringComparison.Ordinal));
        var changed = await PushAsync();

        Assert.That(first.ExitCode, Is.Zero, first.Error);
        Assert.That(Results(first), Is.EqualTo(new[] { "created suite.yaml", "created first.yaml 1", "created second.json 1" }));
        Assert.That(first.Lines[^1], Is.EqualTo("3 created, 0 updated, 0 unchanged, 0 failed"));
        Assert.That(again.Lines[^1], Is.EqualTo("0 created, 0 updated, 3 unchanged, 0 failed"), again.Output + again.Error);
        Assert.That(Results(changed), Is.EqualTo(new[] { "unchanged suite.yaml", "updated first.yaml 2", "unchanged second.json 1" }));
        var suite = await SuiteAsync("by hand");
        var scenarios = (await GetAsync($"suites/{suite["id"]}/scenarios"))["items"]!.AsArray();
        Assert.That(scenarios.Select(item => (string?)item!["key"]), Is.EqualTo(new[] { "first", "second" }));
        var body = (await GetAsync($"scenarios/{scenarios[0]!["id"]}"))["scenario"]!;
        Assert.That((int?)body["steps"]![0]!["action"]!["inputTemplate"]!["body"]!["amount"], Is.EqualTo(6));
        Assert.That(await CountAsync("specs"), Is.EqualTo(specs), "a spec that is there is not imported again");
    }

    [Test, CancelAfter(60_000)]
    public async Task Faults_have_the_line_and_the_pointer_of_the_file_and_good_files_go_on()
    {
        WriteSuite("faulty");
        _folder.Write(
            "scenarios/bad.yaml",
            First
                .Replace("POST /orders }", "POST /nowhere }", StringComparison.Ordinal)
                .Replace("steps.place", "steps.plaice", StringComparison.Ordinal)
        );
        _folder.Write("scenarios/typo.yaml", "name: Typo\ntagz: [a]\n");
        _folder.Write("scenarios/broken.yaml", "name: [\n");
        _folder.Write("scenarios/twice.json", """{"key": "first", "name": "Twice"}""");

        var run = await PushAsync();

        Assert.That(run.ExitCode, Is.EqualTo(3), run.Error);
        Assert.That(run.Lines[^1], Is.EqualTo("3 created, 0 updated, 0 unchanged, 4 failed"), run.Output);
        Assert.That(run.Error, Does.Contain($"{_folder["scenarios/bad.yaml"]}:5: /steps/0/endpointRef: "));
        Assert.That(run.Error, Does.Contain($"{_folder["scenarios/bad.yaml"]}:10: /steps/1/action/inputTemplate/pathParams/id: "));
        Assert.That(run.Error, Does.Contain($"{_folder["scenarios/typo.yaml"]}:2: /tagz: there is no field 'tagz' here"));
        Assert.That(run.Error, Does.Match("broken\\.yaml:[12]: .*not valid YAML"));
        Assert.That(run.Error, Does.Contain($"the key 'first' is that of {_folder["scenarios/first.yaml"]}, too"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_scenario_comes_after_those_that_it_waits_for()
    {
        WriteSuite("in order");
        _folder.Write("scenarios/a.yaml", "name: A\ndependsOn: [ { scenarioKey: z } ]\n");
        _folder.Write("scenarios/z.yaml", "name: Z\n");

        var created = await PushAsync();
        _folder.Write("scenarios/a.yaml", "name: A\n");
        _folder.Write("scenarios/z.yaml", "name: Z\ndependsOn: [ { scenarioKey: a } ]\n");
        var turned = await PushAsync();

        Assert.That((created.ExitCode, turned.ExitCode), Is.EqualTo((0, 0)), created.Error + turned.Error);
        Assert.That(turned.Lines[^1], Is.EqualTo("0 created, 2 updated, 3 unchanged, 0 failed"));
    }

    [Test, CancelAfter(60_000)]
    public async Task What_generate_writes_can_be_pushed()
    {
        var process = _folder.Write("in/order.bpmn", Sources.Process);
        var spec = _folder.Write("in/shop.yaml", Sources.Spec);
        var generated = await CliRun.OfAsync("generate", process, "--spec", spec, "--out", _folder["out/order"], "--name", "round trip");
        Assert.That(generated.ExitCode, Is.Zero, generated.Error);

        var first = await PushAsync("out");
        var again = await PushAsync("out");

        Assert.That(first.ExitCode, Is.Zero, first.Error);
        Assert.That(first.Lines[^1], Is.EqualTo("3 created, 0 updated, 0 unchanged, 0 failed"), first.Output + first.Error);
        Assert.That(again.Lines[^1], Is.EqualTo("0 created, 0 updated, 3 unchanged, 0 failed"), again.Output + again.Error);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_newer_spec_changes_the_suite_and_its_scenarios_stay()
    {
        WriteSuite("newer spec");
        await PushAsync();
        _folder.Write("shop.yaml", Sources.Spec.Replace("version: 1.0.0", "version: 1.0.1", StringComparison.Ordinal));

        var run = await PushAsync();

        Assert.That(run.Lines[^1], Is.EqualTo("0 created, 1 updated, 2 unchanged, 0 failed"), run.Output + run.Error);
    }

    [Test, CancelAfter(60_000)]
    public async Task Scenarios_may_stand_in_the_file_of_the_suite()
    {
        _folder.Write(
            "suite.yaml",
            """
            suite: { name: in one file }
            scenarios:
              - key: one
                name: One
              - key: two
                name: Two
                steps:
                  - { alias: "2nd", name: Second }
            """
        );

        var run = await PushAsync();

        Assert.That(run.ExitCode, Is.EqualTo(3), run.Error);
        Assert.That(run.Lines[^1], Is.EqualTo("2 created, 0 updated, 0 unchanged, 1 failed"), run.Output);
        Assert.That(run.Error, Does.Contain($"{_folder["suite.yaml"]}:8: /scenarios/1/steps/0/alias: "));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_suite_without_a_name_or_with_unknown_members_is_not_pushed()
    {
        _folder.Write("suite.yaml", "suite: {}\nspec: [shop.yaml]\n");

        var run = await PushAsync();

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(
            run.Error,
            Does.Contain("suite.yaml:1: /suite/name: ").And.Contain("suite.yaml:2: /spec: a suite has no member 'spec'")
        );
        Assert.That(run.Lines[^1], Is.EqualTo("0 created, 0 updated, 0 unchanged, 1 failed"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_locked_scenario_fails_and_the_exit_code_is_that_of_a_refusal()
    {
        WriteSuite("locked");
        await PushAsync();
        await _database.ExecuteAsAdminAsync(
            "update api.test_scenario set locked_by = 'somebody', locked_until = now() + interval '1 hour' where key = 'first'"
        );
        var same = await PushAsync();
        _folder.Write("scenarios/first.yaml", First.Replace("amount: 5", "amount: 7", StringComparison.Ordinal));

        var run = await PushAsync();
        await _database.ExecuteAsAdminAsync("update api.test_scenario set locked_by = null");

        Assert.That(same.ExitCode, Is.Zero, "what is unchanged needs no change");
        Assert.That(run.ExitCode, Is.EqualTo(2), run.Error);
        Assert.That(run.Error, Does.Contain("is locked by somebody until"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Two_suites_of_one_name_are_told_apart_by_id()
    {
        WriteSuite("twins");
        await PushAsync();
        var twin = await PostAsync("suites", """{"name":"twins"}""");

        var unclear = await PushAsync();
        var clear = await CliRun.OfAsync("push", _folder.Path, "--server", _api.Address.ToString(), "--suite", (string)twin["id"]!);

        Assert.That(unclear.ExitCode, Is.EqualTo(2), unclear.Error);
        Assert.That(unclear.Error, Does.Contain("the server has 2 suites 'twins'"));
        Assert.That(clear.Lines[^1], Is.EqualTo("2 created, 1 updated, 0 unchanged, 0 failed"), clear.Output + clear.Error);
    }

    [Test, CancelAfter(60_000)]
    public async Task Nothing_to_push_and_nobody_to_push_to_are_told()
    {
        var empty = await PushAsync();
        var nowhere = await CliRun.OfAsync("push", _folder["nowhere"], "--server", _api.Address.ToString());
        WriteSuite("unreachable");
        var unreachable = await CliRun.OfAsync("push", _folder.Path, "--server", "http://127.0.0.1:1");

        Assert.That((empty.ExitCode, nowhere.ExitCode, unreachable.ExitCode), Is.EqualTo((3, 3, 4)), unreachable.Error);
        Assert.That(empty.Error, Does.Contain("there is no suite.yaml or suite.json"));
    }

    private static IEnumerable<string> Results(CliRun run) =>
        run.Lines[1..^1]
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(cells =>
                $"{cells[0]} {Path.GetFileName(cells[1])}{(cells[1].Contains("suite.", StringComparison.Ordinal) ? "" : $" {cells[^1]}")}"
            );

    private void WriteSuite(string name)
    {
        _folder.Write("shop.yaml", Sources.Spec);
        _folder.Write("suite.yaml", $"suite: {{ name: {name} }}\nspecs: [ shop.yaml ]\n");
        _folder.Write("scenarios/first.yaml", First);
        _folder.Write(
            "scenarios/second.json",
            """{ "key": "second", "name": "Second", "tags": ["smoke"], "dependsOn": [ { "scenarioKey": "first" } ] }"""
        );
    }

    private Task<CliRun> PushAsync(string folder = "") =>
        CliRun.OfAsync("push", folder.Length == 0 ? _folder.Path : _folder[folder], "--server", _api.Address.ToString());

    private async Task<int> CountAsync(string list) => (await GetAsync($"{list}?limit=200"))["items"]!.AsArray().Count;

    private async Task<JsonNode> SuiteAsync(string name) =>
        (await GetAsync("suites?limit=200"))["items"]!.AsArray().Single(item => (string?)item!["name"] == name)!;

    private async Task<JsonNode> GetAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_api.Address, "/api/v1/") };
        return JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)))!;
    }

    private async Task<JsonNode> PostAsync(string path, string body)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_api.Address, "/api/v1/") };
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
