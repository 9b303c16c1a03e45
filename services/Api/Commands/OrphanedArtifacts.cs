using Npgsql;

namespace Orchestra.Api.Commands;

/// <summary>
/// Artifacts that no step names: their executor died, or lost its lease, before it could. An hour is far longer than a step may lie
/// between its artifacts and its end.
/// </summary>
internal static class OrphanedArtifacts
{
    private const string Sql = """
        with orphan as (
            delete from runs.artifact a
            where a.created_at < now() - interval '1 hour' and not exists (
                select from runs.step_result s
                where s.tenant_id = a.tenant_id and s.run_id = a.run_id and s.step_index = a.step_index and s.attempt = a.attempt
                    and s.payload -> 'artifacts' @> jsonb_build_array(jsonb_build_object('id', a.id)))
            returning a.tenant_id, a.run_id, a.id)
        delete from runs.artifact_chunk c using orphan o
        where c.tenant_id = o.tenant_id and c.run_id = o.run_id and c.artifact_id = o.id
        """;

    public static async Task DeleteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
