using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;

namespace Orchestra.Engine.Plugins;

/// <summary>Carries out the steps of one protocol. Instances serve many runs at once.</summary>
public interface IProtocolPlugin
{
    /// <summary>The protocol's id in specs and plans, for example <c>http</c>.</summary>
    string Id { get; }

    /// <summary>The channel whose steps it carries out.</summary>
    ChannelType Channel { get; }

    /// <summary>Carries out one attempt. Every outcome is a verdict; only cancellation throws.</summary>
    /// <param name="execution">The attempt.</param>
    /// <param name="cancellationToken">The lease was lost or the service stops: give up at once, nothing will be written.</param>
    Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken cancellationToken);
}
