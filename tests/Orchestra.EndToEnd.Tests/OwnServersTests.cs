using System.Net;
using System.Net.Sockets;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Topologies;

namespace Orchestra.EndToEnd.Tests;

/// <summary>Steps never reach the product's own servers, even where loopback is open to them (SECURITY.md, S1).</summary>
internal sealed class OwnServersTests
{
    private readonly TcpListener _ours = new(IPAddress.Loopback, 0);
    private readonly TcpListener _theirs = new(IPAddress.Loopback, 0);
    private Topology _topology = null!;
    private BankProject _project = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _ours.Start();
        _theirs.Start();
        _topology = await Topology.StartAsync(new TopologyOptions { Executors = 1, AlsoForbidden = [$"{_ours.LocalEndpoint}"] });
        _project = await _topology.Client.ImportBankAsync(_topology.Bank.Address);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _ours.Dispose();
        _theirs.Dispose();
        if (_topology is not null)
        {
            await _topology.DisposeAsync();
        }
    }

    [TestCase(0, "PostgreSQL")]
    [TestCase(1, "RabbitMQ")]
    public async Task A_step_that_names_a_server_of_ours_is_blocked(int server, string name)
    {
        var first = await FirstStepAsync(_topology.Client, _project, name, _topology.OwnServers[server]);

        Assert.That(first.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(
            first.Payload.Violations.Select(violation => (violation.Type, violation.Code)),
            Is.EqualTo(new[] { (ViolationType.OutboundBlocked, "OUTBOUND_BLOCKED") })
        );
    }

    [Test]
    public async Task No_connection_reaches_a_forbidden_port()
    {
        var first = await FirstStepAsync(_topology.Client, _project, "ours", $"{_ours.LocalEndpoint}");

        Assert.That(first.Payload.Violations.Select(violation => violation.Code), Is.EqualTo(new[] { "OUTBOUND_BLOCKED" }));
        Assert.That(_ours.Pending(), Is.False, "nothing knocked");
    }

    [Test]
    public async Task A_port_that_is_not_forbidden_is_reached()
    {
        // The control of the test above: the same kind of listener, not on the list.
        var environment = await _topology.Client.CreateEnvironmentAsync("theirs", new Uri($"http://{_theirs.LocalEndpoint}"));
        var run = await _topology.Client.StartRunAsync(_project with { EnvironmentId = environment }, _project.Scenarios[0].Id);
        using (await _theirs.AcceptSocketAsync())
        {
            _theirs.Stop();
        }

        var report = await _topology.Client.EndedRunAsync(run.Id);
        Assert.That(
            report.Steps[0].Payload.Violations.Select(violation => violation.Type),
            Is.EqualTo(new[] { ViolationType.NetworkError })
        );
    }

    [Test, CancelAfter(180_000)]
    public async Task Every_server_that_AppHost_starts_is_blocked_and_the_system_under_test_is_not()
    {
        await using var host = await LocalProgram.StartAppHostAsync("--Samples:Bank=true");
        await host.ReadyAsync();
        using var http = new HttpClient();
        var client = new OrchestraClient(http, host.UrlsOf("gateway")[0]);
        var project = await client.ImportBankAsync(host.UrlsOf("bank")[0]);

        // In development mode a step to the gateway would act with all rights.
        string[] resources = ["postgres", "messaging", "api", "executor", "gateway"];
        var addresses = resources.SelectMany(name => host.UrlsOf(name).Select((url, i) => (Name: $"{name}-{i}", url.Authority))).ToList();
        Assert.That(addresses, Has.Count.EqualTo(6), "two executors, one of each other");
        foreach (var (name, address) in addresses)
        {
            var first = await FirstStepAsync(client, project, name, address);
            Assert.That(first.Payload.Violations.Select(violation => violation.Code), Is.EqualTo(new[] { "OUTBOUND_BLOCKED" }), name);
        }

        var control = await client.StartRunAsync(project, project.Scenarios[0].Id);
        Assert.That((await client.EndedRunAsync(control.Id)).Status, Is.EqualTo(RunStatus.Passed), "the control");
    }

    private static async Task<Contracts.Reports.StepReport> FirstStepAsync(
        OrchestraClient client,
        BankProject project,
        string name,
        string hostAndPort
    )
    {
        var environment = await client.CreateEnvironmentAsync(name, new Uri($"http://{hostAndPort}"));
        var run = await client.StartRunAsync(project with { EnvironmentId = environment }, project.Scenarios[0].Id);
        var report = await client.EndedRunAsync(run.Id);
        Assert.That(report.Status, Is.EqualTo(RunStatus.Broken), name);
        return report.Steps[0];
    }
}
