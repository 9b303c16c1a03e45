using Orchestra.Contracts.Profiles;
using Orchestra.Engine.Execution;

namespace Orchestra.Engine.Plugins.Db;

/// <summary>The connection of one step: opened at its first look, kept for the next, opened anew where it broke.</summary>
internal sealed class DbLink(IDatabase database, DbProfile profile, StepExecution execution) : IAsyncDisposable
{
    private IDbSession? _session;

    public StepExecution Execution => execution;

    public async Task<DbAnswer> RunAsync(DbStatement statement, DbLimits limits, CancellationToken cancellationToken)
    {
        if (_session is { IsUsable: false } broken)
        {
            await broken.DisposeAsync();
            _session = null;
        }

        if (_session is null)
        {
            var (session, refusal) = await database.OpenAsync(profile, execution, limits.Timeout, cancellationToken);
            if (session is null)
            {
                return refusal!;
            }

            _session = session;
        }

        return await _session.RunAsync(statement, limits, cancellationToken);
    }

    public ValueTask DisposeAsync() => _session?.DisposeAsync() ?? ValueTask.CompletedTask;
}
