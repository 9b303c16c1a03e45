using System.Text;
using Orchestra.Contracts.Bus;
using Orchestra.Contracts.Runs;
using Orchestra.LocalHost;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;
using RabbitMQ.Client;

namespace Orchestra.EndToEnd.Tests;

/// <summary>Wake-ups that come many times, in any order or too late, and messages that nobody can read (MEASURING.md, F10 and F11).</summary>
[NonParallelizable]
internal sealed class BusFaultTests
{
    private const string Envelope = "application/vnd.masstransit+json";

    private static readonly Type[] WakeUps = [typeof(RunsQueued), typeof(RunsChanged), typeof(CancelsRequested)];
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private PrivateRabbitMq _broker = null!;
    private Topology _topology = null!;
    private BankProject _project = null!;
    private IConnection _connection = null!;
    private IChannel _channel = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _broker = await PrivateRabbitMq.StartAsync();
        _topology = await Topology.StartAsync(new TopologyOptions { Broker = _broker.ConnectionString, PollEvery = Poll });
        _project = await _topology.Client.ImportBankAsync(_topology.Bank.Address);
        await _topology.Client.EndedSuiteAsync((await _topology.Client.StartSuiteAsync(_project)).Id);
        _connection = await new ConnectionFactory { Uri = new Uri(_broker.ConnectionString) }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_connection is not null)
        {
            await _channel.DisposeAsync();
            await _connection.DisposeAsync();
        }

        if (_topology is not null)
        {
            await _topology.DisposeAsync();
        }

        await _broker.DisposeAsync();
    }

    [Test, CancelAfter(120_000)]
    public async Task Wake_ups_that_come_a_thousand_times_in_any_order_change_nothing()
    {
        var random = new Random(10);
        await _topology.Bank.SetDelayAsync(TimeSpan.FromMilliseconds(50));
        var suite = await _topology.Client.StartSuiteAsync(_project);
        for (var i = 0; i < 1_000; i++)
        {
            await WakeAsync(WakeUps[random.Next(WakeUps.Length)]);
        }

        var report = await _topology.Client.EndedSuiteAsync(suite.Id);
        // Once more when all is over, as a message would that somebody keeps for a day.
        for (var i = 0; i < 1_000; i++)
        {
            await WakeAsync(WakeUps[i % WakeUps.Length]);
        }

        await _topology.Bank.SetDelayAsync(TimeSpan.Zero);
        var next = await _topology.Client.EndedSuiteAsync((await _topology.Client.StartSuiteAsync(_project)).Id);

        foreach (var run in report.Runs.Concat(next.Runs))
        {
            Assert.That((run.Status, run.Attempt), Is.EqualTo((RunStatus.Passed, 1)));
            Assert.That(run.Steps.Select(step => step.Sends), Is.All.LessThanOrEqualTo(1));
            await BankJudge.DemandEffectsOnceAsync(_topology.Bank, run);
        }

        await BankJudge.DemandOrderAsync(_topology, [.. suite.RunIds]);
    }

    // Of a wake-up nobody reads the content: however large, it is one.
    [TestCase("broken JSON", true)]
    [TestCase("unknown type", true)]
    [TestCase("20 MB", false)]
    [TestCase("always fails", true)]
    [CancelAfter(120_000)]
    public async Task A_message_that_nobody_can_read_is_laid_aside_and_wake_ups_go_on(string poison, bool isLaidAside)
    {
        var before = AsideOf(await _broker.QueuesAsync());
        foreach (var type in WakeUps)
        {
            for (var i = 0; i < (poison == "20 MB" ? 1 : 10); i++)
            {
                await PublishAsync(type, Poisoned(poison, type), Envelope);
            }
        }

        // Claimed well within the poll period: by a wake-up that came behind the poison.
        await Eventually.IsTrueAsync(
            async () =>
            {
                var run = await _topology.Client.StartRunAsync(_project, _project.Scenarios[0].Id);
                var report = await _topology.Client.EndedRunAsync(run.Id);
                return report.Status == RunStatus.Passed && report.StartedAt - report.CreatedAt < Poll / 5;
            },
            TimeSpan.FromSeconds(30),
            "a wake-up arrives"
        );

        var queues = await Eventually.GetAsync(
            () => _broker.QueuesAsync(),
            all => all.Where(queue => !IsAside(queue.Key)).All(queue => queue.Value == 0),
            TimeSpan.FromSeconds(10),
            "every queue is read to its end"
        );
        Assert.That(
            queues.Count(queue => !IsAside(queue.Key)),
            Is.GreaterThanOrEqualTo(WakeUps.Length),
            "the control: these are the queues"
        );
        Assert.That(AsideOf(queues) - before, isLaidAside ? Is.GreaterThanOrEqualTo(10 * WakeUps.Length) : Is.Zero);
        await BankJudge.DemandOrderAsync(_topology);
    }

    private static int AsideOf(IReadOnlyDictionary<string, int> queues) =>
        queues.Where(queue => IsAside(queue.Key)).Sum(queue => queue.Value);

    private static bool IsAside(string queue) =>
        queue.EndsWith("_error", StringComparison.Ordinal) || queue.EndsWith("_skipped", StringComparison.Ordinal);

    private static byte[] Poisoned(string poison, Type type) =>
        Encoding.UTF8.GetBytes(
            poison switch
            {
                "broken JSON" => """{"messageType":["urn:message:""",
                "unknown type" => """{"messageType":["urn:message:Somebody:Else"],"message":{"a":1}}""",
                "20 MB" =>
                    $$"""{"messageType":["urn:message:{{type.Namespace}}:{{type.Name}}"],"message":{"x":"{{new string('x', 20 << 20)}}"} }""",
                _ =>
                    $$"""{"messageType":["urn:message:{{type.Namespace}}:{{type.Name}}"],"message":[1,2,3],"headers":"none","sentTime":"never"}""",
            }
        );

    private Task WakeAsync(Type type) =>
        PublishAsync(
            type,
            Encoding.UTF8.GetBytes($$"""{"messageType":["urn:message:{{type.Namespace}}:{{type.Name}}"],"message":{ } }"""),
            Envelope
        );

    private async Task PublishAsync(Type type, byte[] body, string contentType) =>
        await _channel.BasicPublishAsync(
            $"{type.Namespace}:{type.Name}",
            "",
            mandatory: false,
            new BasicProperties { ContentType = contentType },
            body
        );
}
