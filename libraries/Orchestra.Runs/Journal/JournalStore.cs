using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Leases;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Journal;

/// <summary>
/// Writes a run's steps, its state and its events. Each change first locks the run's row under the lease's epoch: what that does not
/// return is not written. Changes of many runs that come while others are being written share a transaction; each is answered after
/// the commit. Answers say "lease lost" by null or false, never by an exception.
/// </summary>
public sealed class JournalStore
{
    private readonly NpgsqlDataSource _worker;
    private readonly Func<JournalWrite, CancellationToken, Task<JournalAnswer>> _write;

    /// <summary>A journal on the worker's data source.</summary>
    public JournalStore(NpgsqlDataSource worker)
        : this(worker, Fence.Sql) { }

    // Tests pass a weaker fence to prove that theirs turn red without it; the benchmark compares with writing one by one.
    internal JournalStore(NpgsqlDataSource worker, string fence, bool oneByOne = false)
    {
        _worker = worker;
        var statements = new JournalStatements(worker, fence);
        var queue = new JournalQueue(new JournalWriter(statements, new SureWrite(TimeProvider.System)).FlushAsync);
        _write = oneByOne ? (write, _) => statements.WriteAsync(write) : queue.WriteAsync;
    }

    // A re-send keeps the row, with its start, and raises sends. A cancelled run starts nothing. The run's row is locked first, and
    // the number of the last event rises only with the event: a stream has no gap where nothing was written.
    internal const string StartSql = """
        with lease as (
            select tenant_id, id, cancel_requested_at is not null as cancelled from runs.test_run where {fence} for no key update),
        step as (
            insert into runs.step_result as s (tenant_id, run_id, step_index, attempt, lease_epoch, sends, status, started_at)
            select tenant_id, id, @step, @attempt, @epoch, 1, 'RUNNING', now() from lease where not cancelled
            on conflict (tenant_id, run_id, step_index, attempt) do update
                set sends = s.sends + 1, lease_epoch = excluded.lease_epoch where s.status = 'RUNNING'
            returning tenant_id, run_id, started_at, sends),
        numbered as (
            update runs.test_run r set last_seq = r.last_seq + 1 from step where r.tenant_id = step.tenant_id and r.id = step.run_id
            returning r.tenant_id, r.id, r.last_seq),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, 'step:start', @event from numbered)
        select lease.cancelled, step.started_at, step.sends from lease left join step on true
        """;

    // Inserts where the step never went out (skipped), otherwise ends the RUNNING row; an ended row is never changed.
    internal const string CompleteSql = """
        with lease as (
            select tenant_id, id from runs.test_run where {fence} for no key update),
        step as (
            insert into runs.step_result as s
                (tenant_id, run_id, step_index, attempt, lease_epoch, sends, status, started_at, duration_ms, payload)
            select tenant_id, id, @step, @attempt, @epoch, 0, @status, now(), @duration, @payload from lease
            on conflict (tenant_id, run_id, step_index, attempt) do update
                set status = excluded.status, duration_ms = excluded.duration_ms, payload = excluded.payload,
                    lease_epoch = excluded.lease_epoch
                where s.status = 'RUNNING'
            returning tenant_id, run_id),
        numbered as (
            update runs.test_run r set last_seq = r.last_seq + 1 from step where r.tenant_id = step.tenant_id and r.id = step.run_id
            returning r.tenant_id, r.id, r.last_seq),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, 'step:result', @event from numbered)
        select count(*) from step
        """;

    // The end of a run frees its tenant's slot in the same transaction.
    internal const string FinishSql = """
        with ended as (
            update runs.test_run
            set status = @status, finished_at = now(), locked_by = null, lock_until = null, last_seq = last_seq + 1
            where {fence}
            returning tenant_id, id, last_seq),
        slot as (
            update runs.tenant_slot s set active = greatest(s.active - 1, 0) from ended where s.tenant_id = ended.tenant_id),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, 'run:complete', jsonb_build_object('status', @status) from ended)
        select count(*) from ended
        """;

    private const string PlanSql = "select plan from runs.run_plan where tenant_id = @tenant and run_id = @run";

    private const string StepsSql = """
        select step_index, attempt, sends, status, started_at, duration_ms, payload from runs.step_result
        where tenant_id = @tenant and run_id = @run order by step_index, attempt
        """;

    /// <summary>Reads the plan and every step row of a claimed run.</summary>
    public async Task<RunRecord> LoadAsync(RunLease lease, CancellationToken cancellationToken)
    {
        await using var batch = _worker.CreateBatch();
        foreach (var sql in (string[])[PlanSql, StepsSql])
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddWithValue("tenant", lease.TenantId);
            command.Parameters.AddWithValue("run", lease.RunId);
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidDataException($"run {lease.RunId} has no plan");
        }

        var plan = PlanJson.Read(reader.GetFieldValue<string>(0)) ?? throw new InvalidDataException($"run {lease.RunId} has an empty plan");
        await reader.NextResultAsync(cancellationToken);
        return new RunRecord(plan, await StepRows.ReadAsync(reader, cancellationToken));
    }

    /// <summary>Makes a step's RUNNING row durable before it goes out.</summary>
    /// <returns>Null when the lease is lost: then nothing must be sent.</returns>
    public async Task<StepStarted?> StartStepAsync(
        RunLease lease,
        int stepIndex,
        string alias,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        var told = new JsonObject
        {
            ["stepIndex"] = stepIndex,
            ["alias"] = alias,
            ["attempt"] = attempt,
        };
        var answer = await _write(
            new JournalWrite(JournalWriteKind.Start, lease, Json(told)) { Step = stepIndex, Attempt = attempt },
            cancellationToken
        );
        return answer switch
        {
            { Held: false } => null,
            { Cancelled: true } => new StepStarted(default, 0, CancelRequested: true),
            { Written: true } => new StepStarted(answer.StartedAt, answer.Sends, CancelRequested: false),
            _ => throw new InvalidDataException($"step {stepIndex} attempt {attempt} of run {lease.RunId} has ended before"),
        };
    }

    /// <summary>Commits how a step ended, sent or not.</summary>
    /// <returns>False when the lease is lost: then nothing was written.</returns>
    public async Task<bool> CompleteStepAsync(
        RunLease lease,
        int stepIndex,
        string alias,
        int attempt,
        StepOutcome outcome,
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
        var write = new JournalWrite(JournalWriteKind.Complete, lease, Json(told))
        {
            Step = stepIndex,
            Attempt = attempt,
            Status = status,
            DurationMs = outcome.DurationMs,
            Payload = JsonText.ForJsonb(JsonSerializer.Serialize(outcome.Payload, OrchestraJson.Options)),
        };
        return (await _write(write, cancellationToken)).Written;
    }

    /// <summary>Ends the run.</summary>
    /// <returns>False when the lease is lost: then nothing was written.</returns>
    public async Task<bool> FinishRunAsync(RunLease lease, RunStatus status, CancellationToken cancellationToken)
    {
        RunTransitions.Demand(RunStatus.InProgress, status);
        var wire = WireNames.Of(status);
        var write = new JournalWrite(JournalWriteKind.Finish, lease, Json(new JsonObject { ["status"] = wire })) { Status = wire };
        return (await _write(write, cancellationToken)).Written;
    }

    private static string Json(JsonObject value) => JsonText.ForJsonb(value.ToJsonString(OrchestraJson.Options));
}
