using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Leases;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Journal;

/// <summary>What a run gives to its suite run, in the statement of the step that gives it, and what it may read from it.</summary>
public sealed class SuiteJournal(NpgsqlDataSource worker)
{
    private readonly JournalStatements _statements = new(worker, Fence.Sql);
    private readonly SureWrite _sure = new(TimeProvider.System);

    // As JournalStore.CompleteSql. An export is inserted in the order of its keys, so that two runs at once cannot wait for each other;
    // the first writer of a key wins, and the step of the other says so.
    private const string CompleteSql = $"""
        with lease as (
            select tenant_id, id, suite_run_id from runs.test_run where {Fence.Sql} and suite_run_id is not null for no key update),
        open as (
            select l.* from lease l where not exists (
                select from runs.step_result s where s.tenant_id = l.tenant_id and s.run_id = l.id
                    and s.step_index = @step and s.attempt = @attempt and s.status <> 'RUNNING')),
        given as (
            insert into runs.suite_export (tenant_id, suite_run_id, key, value, run_id)
            select o.tenant_id, o.suite_run_id, e.key, e.value, o.id from open o cross join jsonb_each(@exports) e order by e.key
            on conflict do nothing returning key),
        late as (
            select format('another step of the suite run exported %s before: its value stays', string_agg(key, ', ' order by key)) as note
            from jsonb_object_keys(@exports) key where key not in (select key from given) having count(*) > 0),
        step as (
            insert into runs.step_result as s
                (tenant_id, run_id, step_index, attempt, lease_epoch, sends, status, started_at, duration_ms, payload)
            select tenant_id, id, @step, @attempt, @epoch, 0, @status, now(), @duration, case when note is null then @payload
                else @payload || jsonb_build_object('reason', concat_ws('; ', @payload ->> 'reason', note)) end
            from open left join late on true
            on conflict (tenant_id, run_id, step_index, attempt) do update
                set status = excluded.status, duration_ms = excluded.duration_ms, payload = excluded.payload,
                    lease_epoch = excluded.lease_epoch
                where s.status = 'RUNNING'
            returning tenant_id, run_id),
        aborted as (
            update runs.suite_run s set aborted_by = l.id from step, lease l
            where @aborts and s.tenant_id = l.tenant_id and s.id = l.suite_run_id and s.aborted_by is null),
        numbered as (
            update runs.test_run r set last_seq = r.last_seq + 1 from step where r.tenant_id = step.tenant_id and r.id = step.run_id
            returning r.tenant_id, r.id, r.last_seq),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, 'step:result', @event from numbered)
        select count(*) from step
        """;

    // Only through runs that began: these began after all that they depend on had ended. So the runs found here have ended before this
    // one began, their exports do not change any more, and every owner of this run reads the same.
    private const string ReadableSql = """
        with recursive given as (
            select d.depends_on as id from runs.run_dependency d where d.tenant_id = @tenant and d.run_id = @run
            union
            select d.depends_on from given g
            join runs.test_run t on t.tenant_id = @tenant and t.id = g.id and t.started_at is not null
            join runs.run_dependency d on d.tenant_id = @tenant and d.run_id = g.id)
        select coalesce(jsonb_object_agg(e.key, e.value), '{}') from runs.test_run r
        join runs.suite_export e on e.tenant_id = r.tenant_id and e.suite_run_id = r.suite_run_id
        where r.tenant_id = @tenant and r.id = @run and e.run_id in (select id from given)
        """;

    /// <summary>Commits how a step of a suite's run ended, with what it exports to the suite run.</summary>
    /// <param name="lease">The run's lease.</param>
    /// <param name="stepIndex">The step.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="abortsSuite">Whether it is a barrier that ends the suite run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the lease is lost: then nothing was written.</returns>
    public async Task<bool> CompleteStepAsync(
        RunLease lease,
        int stepIndex,
        string alias,
        int attempt,
        StepOutcome outcome,
        bool abortsSuite,
        CancellationToken cancellationToken
    )
    {
        var status = WireNames.Of(outcome.Status);
        var told = new JsonObject
        {
            ["stepIndex"] = stepIndex,
            ["alias"] = alias,
            ["attempt"] = attempt,
            ["status"] = status,
            ["durationMs"] = outcome.DurationMs,
            ["violations"] = outcome.Payload.Violations.Count,
        };
        var exports = outcome.Status is StepStatus.Passed or StepStatus.Flaky ? outcome.Payload.Exports : null;
        var write = new JournalWrite(JournalWriteKind.Complete, lease, JsonText.ForJsonb(told.ToJsonString(OrchestraJson.Options)))
        {
            Step = stepIndex,
            Attempt = attempt,
            Status = status,
            DurationMs = outcome.DurationMs,
            Payload = JsonText.ForJsonb(JsonSerializer.Serialize(outcome.Payload, OrchestraJson.Options)),
        };
        var exported = JsonText.ForJsonb(JsonSerializer.Serialize(exports ?? [], OrchestraJson.Options));
        // What the step did cannot be done again: a connection that is cut loses its result as little as in the journal.
        return await _sure.WriteAsync(
            () => WriteAsync(write, exported, abortsSuite, cancellationToken),
            async () => (await _statements.FindAsync(write))?.Written,
            () => cancellationToken.IsCancellationRequested
        );
    }

    /// <summary>What the run may read as <c>suite</c>: exports of the runs that it depends on.</summary>
    public async Task<JsonObject> ReadableAsync(RunLease lease, CancellationToken cancellationToken)
    {
        await using var command = Command(ReadableSql, lease);
        var json = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        return JsonNode.Parse(json)!.AsObject();
    }

    private async Task<bool> WriteAsync(JournalWrite write, string exports, bool abortsSuite, CancellationToken cancellationToken)
    {
        await using var command = Command(CompleteSql, write.Lease);
        command.Parameters.AddWithValue("epoch", write.Lease.Epoch);
        command.Parameters.AddWithValue("step", write.Step);
        command.Parameters.AddWithValue("attempt", write.Attempt);
        command.Parameters.AddWithValue("status", write.Status!);
        command.Parameters.AddWithValue("duration", write.DurationMs!.Value);
        command.Parameters.AddWithValue("aborts", abortsSuite);
        command.Parameters.AddWithValue("payload", NpgsqlDbType.Jsonb, write.Payload!);
        command.Parameters.AddWithValue("exports", NpgsqlDbType.Jsonb, exports);
        command.Parameters.AddWithValue("event", NpgsqlDbType.Jsonb, write.Event);
        return await command.ExecuteScalarAsync(cancellationToken) is 1L;
    }

    private NpgsqlCommand Command(string sql, RunLease lease)
    {
        var command = worker.CreateCommand(sql);
        command.Parameters.AddWithValue("tenant", lease.TenantId);
        command.Parameters.AddWithValue("run", lease.RunId);
        return command;
    }
}
