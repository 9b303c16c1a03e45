using Microsoft.Extensions.Options;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Outbound;

namespace Orchestra.Executor.Execution;

/// <summary>What a run may reach: the ranges of its plan, never our own servers, loopback without an entry in development only.</summary>
internal sealed class PolicyBuilder(IOptions<OutboundOptions> options, bool development)
{
    private readonly ForbiddenEndpoint[] _forbidden = [.. options.Value.Forbidden.Select(ForbiddenEndpoint.Parse)];

    /// <summary>The policy of a run.</summary>
    public OutboundPolicy For(RunPlan plan, Guid tenantId) =>
        new()
        {
            Owner = tenantId.ToString("N"),
            // Judged against the tenant's ceiling when the environment was created; the plan froze them.
            Allow = [.. plan.Environment.Allow.Select(AddressRange.Parse)],
            AllowLoopback = development,
            Forbidden = _forbidden,
        };
}
