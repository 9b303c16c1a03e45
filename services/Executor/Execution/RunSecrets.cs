using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Secrets;

namespace Orchestra.Executor.Execution;

/// <summary>Fetches the secrets that a plan names, once for each advance: the next owner of the run fetches them again.</summary>
internal sealed partial class RunSecrets(SecretReader reader, ILogger<RunSecrets> logger)
{
    /// <param name="plan">The run's plan.</param>
    /// <param name="tenantId">The tenant of the claimed row, never of a message or a plan.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async Task<SecretLookup> FetchAsync(RunPlan plan, Guid tenantId, CancellationToken cancellationToken)
    {
        var names = SecretNames.In(plan);
        return names.Count == 0
            ? SecretLookup.None
            : new SecretLookup(await reader.ReadAsync(tenantId, names, LogRefused, cancellationToken));
    }

    [LoggerMessage(EventId = 3025, Level = LogLevel.Error, Message = "The secret {Secret} cannot be opened: {Reason}")]
    private partial void LogRefused(string secret, string reason);
}
