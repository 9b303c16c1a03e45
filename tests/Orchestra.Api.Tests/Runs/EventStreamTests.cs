using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Runs;

/// <summary>A run's events as they are written: in order, once, resumable, to the end.</summary>
internal sealed class EventStreamTests : ApiFixture
{
    private TenantArtifacts _mine = null!;

    protected override async Task PrepareAsync()
    {
        _mine = await Tenant.FillAsync();
        await Tenant.ChangeSettingsAsync(settings => settings["maxParallelRuns"] = 100);
    }

    [Test]
    public async Task Events_come_in_order_while_the_run_goes_on_and_the_stream_ends_with_it()
    {
        var run = await NewRunAsync();
        var executor = await FakeExecutor.ClaimAsync(Database, run, Deadline);
        using var stream = await OpenAsync(run);
        var head = await stream.TakeAsync(3, Deadline);
        await executor.StepAsync(0);
        var step = await stream.TakeAsync(2, Deadline);
        await executor.FinishAsync(RunStatus.Passed);
        var rest = await stream.ToEndAsync(Deadline);

        Assert.That((stream.Status, stream.ContentType), Is.EqualTo((200, "text/event-stream")));
        Assert.That(head.Select(item => item.Type), Is.All.EqualTo("run:status"));
        Assert.That(step.Select(item => item.Type), Is.EqualTo(["step:start", "step:result"]));
        Assert.That(rest.Select(item => item.Type), Is.EqualTo(["run:complete"]));
        Assert.That(head.Concat(step).Concat(rest).Select(item => item.Id), Is.EqualTo(Enumerable.Range(1, 6).Select(i => (long)i)));
        Assert.That(rest[0].Data, Does.Contain("PASSED"));
    }

    [Test]
    public async Task A_stream_resumed_anywhere_has_neither_gap_nor_repeat()
    {
        var run = await NewRunAsync();
        var executor = await FakeExecutor.ClaimAsync(Database, run, Deadline);
        await executor.StepAsync(0);
        await executor.StepAsync(1, StepStatus.Failed);
        await executor.FinishAsync(RunStatus.Failed);
        using var whole = await OpenAsync(run);
        var all = await whole.ToEndAsync(Deadline);

        for (var cut = 1; cut < all.Count; cut++)
        {
            using var first = await OpenAsync(run);
            var before = await first.TakeAsync(cut, Deadline);
            using var second = await OpenAsync(run, before[^1].Id);
            Assert.That(before.Concat(await second.ToEndAsync(Deadline)), Is.EqualTo(all), $"cut after {cut}");
        }
    }

    [Test]
    public async Task A_client_that_saw_the_end_is_told_not_to_come_back()
    {
        var run = await NewRunAsync();
        await Tenant.Api.PostAsync($"/api/v1/testruns/{run}/cancel");
        using var whole = await OpenAsync(run);
        var last = (await whole.ToEndAsync(Deadline))[^1];

        // Browsers reconnect until they are answered 204.
        var answer = await Tenant.Api.GetAsync($"/api/v1/testruns/{run}/events", ("Last-Event-ID", $"{last.Id}"));

        Assert.That((answer.Status, answer.Text), Is.EqualTo((204, "")));
    }

    [Test]
    public async Task Several_subscribers_see_the_same()
    {
        var run = await NewRunAsync();
        var executor = await FakeExecutor.ClaimAsync(Database, run, Deadline);
        var streams = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(run)));
        var reading = streams.Select(stream => stream.ToEndAsync(Deadline)).ToList();
        await executor.StepAsync(0);
        await executor.FinishAsync(RunStatus.Passed);
        var seen = await Task.WhenAll(reading);

        Assert.That(seen[0], Has.Count.EqualTo(6));
        Assert.That(seen, Is.All.EqualTo(seen[0]));
        foreach (var stream in streams)
        {
            stream.Dispose();
        }
    }

    [Test]
    public async Task A_client_that_hangs_up_frees_its_loop()
    {
        long active = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (
                    instrument.Name == "http.server.active_requests"
                    && ReferenceEquals(instrument.Meter.Scope, Host.App.Services.GetRequiredService<IMeterFactory>())
                )
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref active, change));
        listener.Start();
        var run = await NewRunAsync();
        var streams = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => OpenAsync(run)));
        Assert.That(Interlocked.Read(ref active), Is.GreaterThanOrEqualTo(5), "the control: open streams are seen");

        foreach (var stream in streams)
        {
            stream.Dispose();
        }

        await Eventually.IsTrueAsync(
            () => Task.FromResult(Interlocked.Read(ref active) == 0),
            TimeSpan.FromSeconds(10),
            "no request under way"
        );
    }

    [Test]
    public async Task Line_breaks_in_what_a_service_said_cannot_forge_events()
    {
        var run = await NewRunAsync();
        var executor = await FakeExecutor.ClaimAsync(Database, run, Deadline);
        await executor.StepAsync(0);
        await executor.FinishAsync(RunStatus.Passed);
        using var stream = await OpenAsync(run);

        Assert.That((await stream.ToEndAsync(Deadline)).Count(item => item.Type == "run:complete"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_suite_runs_stream_ends_with_it()
    {
        var suiteRun = await Tenant.Api.CreateAsync("/api/v1/suiteruns", new { suiteId = _mine.Suite, environmentId = _mine.Environment });
        using var stream = await Tenant.Api.OpenAsync($"/api/v1/suiteruns/{suiteRun["id"]}/events");
        foreach (var id in suiteRun["runIds"]!.AsArray())
        {
            var executor = await FakeExecutor.ClaimAsync(Database, id!.GetValue<Guid>(), Deadline);
            await executor.FinishAsync(RunStatus.Passed);
        }

        var events = await stream.ToEndAsync(Deadline);

        Assert.That(events[^1].Type, Is.EqualTo("suite:complete"));
        Assert.That(events[^1].Data, Does.Contain("PASSED"));
        Assert.That(events.Select(item => item.Id), Is.Ordered.And.Unique);
    }

    private Task<EventSource> OpenAsync(Guid run, long? after = null) => Tenant.Api.OpenAsync($"/api/v1/testruns/{run}/events", after);

    private async Task<Guid> NewRunAsync() =>
        (await Tenant.Api.CreateAsync("/api/v1/testruns", new { scenarioId = _mine.Scenario, environmentId = _mine.Environment }))[
            "id"
        ]!.GetValue<Guid>();
}
