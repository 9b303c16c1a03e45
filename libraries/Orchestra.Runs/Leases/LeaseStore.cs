using Npgsql;
using NpgsqlTypes;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Scheduling;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Leases;

/// <summary>Claims, renews and gives back leases. All lease times are the database's: clocks of processes differ.</summary>
public sealed class LeaseStore
{
    private const string HandedOver = "handed over";
    private const string CutOff = "its executor was cut off from the database";

    private readonly NpgsqlDataSource _worker;
    private readonly string _claimSql;

    // Where the next claim goes on. Each process takes turns by itself: what all serve equally is served equally by all together, and
    // no row has to be locked for it.
    private volatile Served _served = new(Guid.Empty);

    /// <summary>Leases on the worker's data source.</summary>
    public LeaseStore(NpgsqlDataSource worker)
        : this(worker, ClaimSql) { }

    // Tests pass a weaker claim to prove that theirs turn red with it.
    internal LeaseStore(NpgsqlDataSource worker, string claimSql) => (_worker, _claimSql) = (worker, claimSql);

    // One statement, so that two claimers can never take the same row; the epoch rises above every one handed out before,
    // those of earlier incarnations (a restored backup) included. In a suite run that stops no run begins.
    // Tenants take turns: from the one after @after on, each gives its first runs, as many as make equal shares. Tenants are found by
    // steps over the index, no further than needed, so many tenants cost a claim of one run nothing.
    internal const string ClaimSql = $"""
        with recursive turn as (
            select @after::uuid as tenant_id, false as wrapped, 0 as place
            union all
            select n.tenant_id, n.wrapped, t.place + 1 from turn t cross join lateral (
                (select q.tenant_id, t.wrapped from runs.test_run q
                    where q.status = 'QUEUED' and q.tenant_id > t.tenant_id
                        and q.tenant_id <= case when t.wrapped then @after::uuid else 'ffffffff-ffff-ffff-ffff-ffffffffffff' end
                    order by q.tenant_id limit 1)
                union all
                (select q.tenant_id, true from runs.test_run q
                    where not t.wrapped and q.status = 'QUEUED' and q.tenant_id <= @after::uuid
                    order by q.tenant_id limit 1)
                limit 1) n
            where @count = 1 or t.place < @count),
        next as (
            select p.tenant_id, p.id, t.place from turn t cross join lateral (
                select q.tenant_id, q.id from runs.test_run q
                where t.place > 0 and q.tenant_id = t.tenant_id and q.status = 'QUEUED'
                    and (q.suite_run_id is null or q.started_at is not null or not coalesce((
                        select {SuiteStop.Sql} from runs.suite_run s where s.tenant_id = q.tenant_id and s.id = q.suite_run_id), false))
                order by q.turn_at, q.id
                limit case when @count = 1 then 1 else (@count - 1) / greatest((select count(*) from turn) - 1, 1) + 1 end
                for update skip locked) p
            limit @count),
        claimed as (
            update runs.test_run r
            set status = 'IN_PROGRESS', locked_by = @owner, lock_until = now() + @ttl, heartbeat_at = now(),
                lease_epoch = greatest(r.lease_epoch, i.number::bigint << 32) + 1,
                started_at = coalesce(r.started_at, now()), last_seq = r.last_seq + 1
            from next, runs.incarnation i
            where r.tenant_id = next.tenant_id and r.id = next.id
            returning r.tenant_id, r.id, r.lease_epoch, r.mode, r.start_step_index, r.correlation_id, r.attempt, r.started_at, r.last_seq,
                r.suite_run_id, next.place),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, 'run:status', jsonb_build_object('status', 'IN_PROGRESS', 'attempt', attempt) from claimed)
        select tenant_id, id, lease_epoch, mode, start_step_index, correlation_id, attempt, started_at, suite_run_id, place from claimed
        """;

    // Only the newest owner of a run still under way renews; the answer says which runs are still ours and which are to be cancelled.
    // Rows are locked in the order of their ids, as the journal does for its groups: neither can block the other for good.
    private const string RenewSql = """
        with held as (
            select r.tenant_id, r.id from unnest(@tenants, @runs, @epochs) as mine (tenant_id, id, epoch)
            join runs.test_run r on r.tenant_id = mine.tenant_id and r.id = mine.id
                and r.lease_epoch = mine.epoch and r.status = 'IN_PROGRESS'
            order by r.id for no key update of r)
        update runs.test_run r set lock_until = now() + @ttl, heartbeat_at = now()
        from held where r.tenant_id = held.tenant_id and r.id = held.id
        returning r.id, r.cancel_requested_at is not null
        """;

    // Giving back is not an attempt: nobody died. But a run whose owners are cut off again and again, as one may be that brings the
    // database down, comes to its end in the end.
    private const string ReleaseSql = $"""
        with released as (
            update runs.test_run
            set status = 'QUEUED', locked_by = null, lock_until = null, last_seq = last_seq + 1
            where {Fence.Sql} and (@reason <> '{CutOff}' or (
                select count(*) from runs.run_event e where e.tenant_id = @tenant and e.run_id = @run and e.type = 'run:status'
                    and e.payload ->> 'reason' = '{CutOff}') < 20)
            returning tenant_id, id, last_seq)
        insert into runs.run_event (tenant_id, run_id, seq, type, payload)
        select tenant_id, id, last_seq, 'run:status', jsonb_build_object('status', 'QUEUED', 'reason', @reason) from released
        """;

    // A claim that was granted and whose answer was lost: by their rows the runs are this owner's, and it knows nothing of them.
    private const string UnheardSql = $"""
        with unheard as (
            select tenant_id, id from runs.test_run
            where status = 'IN_PROGRESS' and locked_by = @owner and heartbeat_at >= now() - @since and id <> all(@known)
            order by id for update skip locked),
        released as (
            update runs.test_run r
            set status = 'QUEUED', locked_by = null, lock_until = null, last_seq = r.last_seq + 1
            from unheard u where r.tenant_id = u.tenant_id and r.id = u.id
            returning r.tenant_id, r.id, r.last_seq)
        insert into runs.run_event (tenant_id, run_id, seq, type, payload)
        select tenant_id, id, last_seq, 'run:status', jsonb_build_object('status', 'QUEUED', 'reason', '{CutOff}') from released
        """;

    /// <summary>
    /// Claims up to <paramref name="count"/> runs: of one tenant after the other, and of each those first that have waited longest, a
    /// priority counting as so many minutes.
    /// </summary>
    public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(string owner, int count, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var command = _worker.CreateCommand(_claimSql);
        command.Parameters.AddWithValue("after", _served.TenantId);
        command.Parameters.AddWithValue("owner", owner);
        command.Parameters.AddWithValue("count", count);
        command.Parameters.AddWithValue("ttl", duration);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<ClaimedRun>();
        var last = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(
                new ClaimedRun(
                    new RunLease(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2)),
                    WireNames.Parse<RunMode>(reader.GetString(3)),
                    reader.GetInt32(4),
                    reader.GetString(5),
                    reader.GetInt32(6),
                    reader.GetFieldValue<DateTimeOffset>(7),
                    reader.GetFieldValue<Guid?>(8)
                )
            );
            if (reader.GetInt32(9) is var place && place > last)
            {
                (last, _served) = (place, new Served(claimed[^1].Lease.TenantId));
            }
        }

        return claimed;
    }

    /// <summary>Renews leases on <paramref name="connection"/> (the heartbeat's own, so that a busy pool cannot
    /// starve it), on the caller's thread (so that a busy thread pool cannot either).</summary>
    /// <returns>The runs still owned, each with whether somebody asked to cancel it. A run that is missing is lost.</returns>
    public static IReadOnlyDictionary<Guid, bool> Renew(
        NpgsqlConnection connection,
        IReadOnlyCollection<RunLease> leases,
        TimeSpan duration
    )
    {
        using var command = new NpgsqlCommand(RenewSql, connection);
        command.Parameters.AddWithValue("ttl", duration);
        command.Parameters.AddWithValue(
            "tenants",
            NpgsqlDbType.Array | NpgsqlDbType.Uuid,
            leases.Select(lease => lease.TenantId).ToArray()
        );
        command.Parameters.AddWithValue("runs", NpgsqlDbType.Array | NpgsqlDbType.Uuid, leases.Select(lease => lease.RunId).ToArray());
        command.Parameters.AddWithValue("epochs", NpgsqlDbType.Array | NpgsqlDbType.Bigint, leases.Select(lease => lease.Epoch).ToArray());
        using var reader = command.ExecuteReader();
        var renewed = new Dictionary<Guid, bool>();
        while (reader.Read())
        {
            renewed[reader.GetGuid(0)] = reader.GetBoolean(1);
        }

        return renewed;
    }

    /// <summary>Gives a lease back at once, for a clean stop.</summary>
    /// <returns>False when the lease was lost before.</returns>
    public Task<bool> ReleaseAsync(RunLease lease, CancellationToken cancellationToken) =>
        ReleaseAsync(lease, HandedOver, cancellationToken);

    /// <summary>Gives a lease back whose owner was cut off from the database for a moment.</summary>
    /// <returns>False when the lease was lost before, or when that happened to the run too often: then it lapses.</returns>
    public Task<bool> HandBackAsync(RunLease lease, CancellationToken cancellationToken) => ReleaseAsync(lease, CutOff, cancellationToken);

    /// <summary>Gives back what a claim was granted whose answer was lost.</summary>
    /// <param name="owner">The claimer.</param>
    /// <param name="since">How long ago it asked.</param>
    /// <param name="known">The runs that it does advance.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Runs given back.</returns>
    public async Task<int> ReturnUnheardAsync(
        string owner,
        TimeSpan since,
        IReadOnlyCollection<Guid> known,
        CancellationToken cancellationToken
    )
    {
        await using var command = _worker.CreateCommand(UnheardSql);
        command.Parameters.AddWithValue("owner", owner);
        command.Parameters.AddWithValue("since", since);
        command.Parameters.AddWithValue("known", NpgsqlDbType.Array | NpgsqlDbType.Uuid, known.ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<bool> ReleaseAsync(RunLease lease, string reason, CancellationToken cancellationToken)
    {
        await using var command = _worker.CreateCommand(ReleaseSql);
        command.Parameters.AddWithValue("tenant", lease.TenantId);
        command.Parameters.AddWithValue("run", lease.RunId);
        command.Parameters.AddWithValue("epoch", lease.Epoch);
        command.Parameters.AddWithValue("reason", reason);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    // A reference, so that two claims at once do not mix their halves.
    private sealed record Served(Guid TenantId);
}
