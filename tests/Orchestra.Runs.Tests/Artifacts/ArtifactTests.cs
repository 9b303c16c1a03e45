using Orchestra.Contracts.Runs;
using Orchestra.Runs.Artifacts;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Processes;

namespace Orchestra.Runs.Tests.Artifacts;

/// <summary>What is too large for the journal: written before the step that names it, fenced, and gone with its run.</summary>
internal sealed class ArtifactTests : LedgerFixture
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 600_000).Select(i => (byte)(i % 251))];

    private ArtifactStore Store => new(Database.Worker, TimeProvider.System);

    [Test]
    public async Task An_artifact_is_read_as_it_was_written_and_never_more_than_a_chunk_at_a_time()
    {
        var run = await ClaimNewAsync();
        var mark = await WriteAsync(run.Lease);

        Assert.That((mark!.Part, mark.ContentType, mark.Bytes), Is.EqualTo((ArtifactPart.ResponseBody, "text/plain", 600_000L)));
        Assert.That(await Store.ReadAsync(Tenant, run.Lease.RunId, mark, CancellationToken.None), Is.EqualTo(Content));
        Assert.That(await Database.ScalarAsync<int>("select max(octet_length(content)) from runs.artifact_chunk"), Is.EqualTo(262_144));
        await using var stream = new ArtifactReader(Database.App).Open(Tenant, run.Lease.RunId, mark);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.That(copy.ToArray(), Is.EqualTo(Content));
        stream.Seek(262_100, SeekOrigin.Begin);
        var across = new byte[100];
        await stream.ReadExactlyAsync(across);
        Assert.That(across, Is.EqualTo(Content[262_100..262_200]), "across the border of two chunks");
    }

    [Test]
    public async Task Another_tenant_reads_nothing()
    {
        var run = await ClaimNewAsync();
        var mark = await WriteAsync(run.Lease);
        var reader = new ArtifactReader(Database.App);

        Assert.That(() => reader.ReadAsync(A.Id(), run.Lease.RunId, mark!, CancellationToken.None), Throws.TypeOf<InvalidDataException>());
        Assert.That(await reader.ReadAsync(Tenant, run.Lease.RunId, mark!, CancellationToken.None), Is.EqualTo(Content), "the control");
    }

    [Test]
    public async Task An_owner_that_was_fenced_off_writes_none()
    {
        var first = await ClaimNewAsync();
        var second = await TakeOverAsync(first.Lease);

        Assert.That(await WriteAsync(first.Lease), Is.Null);
        Assert.That(await Database.ScalarAsync<long>("select count(*) from runs.artifact_chunk"), Is.Zero);
        Assert.That(await WriteAsync(second.Lease), Is.Not.Null, "the control");
    }

    [Test]
    public async Task What_no_step_names_is_removed_and_what_a_step_names_stays()
    {
        var run = await ClaimNewAsync();
        await StartAsync(run.Lease);
        var orphan = await WriteAsync(run.Lease);
        var named = await WriteAsync(run.Lease);
        await CompleteAsync(run.Lease, payload: new StepPayload { Artifacts = [named!] });
        await MaintainAsync();
        Assert.That(await LeftAsync(), Is.EquivalentTo((Guid[])[orphan!.Id, named!.Id]), "a step may still be about to name it");

        await Database.ExecuteAsAdminAsync("update runs.artifact set created_at = now() - interval '2 hours'");
        await MaintainAsync();

        Assert.That(await LeftAsync(), Is.EqualTo((Guid[])[named.Id]));
        Assert.That(
            await Database.ScalarAsync<Guid[]>("select array(select distinct artifact_id from runs.artifact_chunk)"),
            Is.EqualTo((Guid[])[named.Id])
        );
    }

    [Test]
    public async Task Artifacts_go_with_their_run()
    {
        var old = Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddDays(-200));
        await Database.App.AcceptAsync(Tenant, A.Run(id: old));
        await Scheduling.PromoteAsync(CancellationToken.None);
        var run = (await ClaimAsync()).Single();
        await StartAsync(run.Lease);
        await CompleteAsync(run.Lease, payload: new StepPayload { Artifacts = [(await WriteAsync(run.Lease))!] });
        await FinishAsync(run.Lease);

        await MaintainAsync();

        Assert.That(
            await Database.ScalarAsync<long>("select (select count(*) from runs.artifact) + (select count(*) from runs.artifact_chunk)"),
            Is.Zero
        );
    }

    [Test]
    public async Task An_artifact_with_a_chunk_missing_is_not_given_out()
    {
        var run = await ClaimNewAsync();
        var mark = await WriteAsync(run.Lease);
        await Database.ExecuteAsAdminAsync("delete from runs.artifact_chunk where number = 1");

        Assert.That(
            () => Store.ReadAsync(Tenant, run.Lease.RunId, mark!, CancellationToken.None),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(mark!.Id.ToString())
        );
    }

    private async Task<ArtifactMark?> WriteAsync(RunLease lease)
    {
        var content = new ArtifactContent(ArtifactPart.ResponseBody, "text/plain", Content);
        return (await Store.WriteAsync(lease, 0, 1, [content], CancellationToken.None))?.Single();
    }

    private Task<Guid[]> LeftAsync() => Database.ScalarAsync<Guid[]>("select array(select id from runs.artifact order by id)");

    private async Task MaintainAsync() => await ServiceProcess.RunToEndAsync("Orchestra.Api", ["maintain"], Database.AdminEnvironment);
}
