using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Plugins;

/// <summary>Checks what came back against the spec.</summary>
public interface IContractValidator
{
    /// <summary>Everything that breaks the spec; empty when nothing does, and for a step to no declared endpoint.</summary>
    /// <param name="step">The step, whose expectations name what is checked.</param>
    /// <param name="endpoint">Its endpoint in the spec.</param>
    /// <param name="payload">What came: its response, rows or message.</param>
    IReadOnlyList<Violation> Check(ScenarioStep step, SpecEndpoint? endpoint, StepPayload payload);
}
