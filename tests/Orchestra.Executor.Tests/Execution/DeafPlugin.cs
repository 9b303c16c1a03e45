using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>Another plug-in's parts, with a fault of its own: it throws where it should listen.</summary>
internal sealed class DeafPlugin(IProtocolPlugin inner) : IProtocolPlugin, IStepExecutor
{
    public string Id => inner.Id;

    public string Version => inner.Version;

    public ChannelType Channel => inner.Channel;

    public ISpecParser Specs => inner.Specs;

    public IEndpointMatcher Endpoints => inner.Endpoints;

    public IStepExecutor Steps => this;

    public IContractValidator Contracts => inner.Contracts;

    public Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken cancellationToken) =>
        inner.Steps.ExecuteAsync(execution, cancellationToken);

    public Task<IStepListener?> ListenAsync(StepExecution assertion, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("it is deaf");
}
