using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Conditions.Paths;

namespace Orchestra.Generation.Steps;

/// <summary>A process with its tasks bound and its conditions read: what is known before any path is.</summary>
/// <param name="Index">Its nodes and flows.</param>
/// <param name="Bindings">The endpoints of its tasks.</param>
/// <param name="Conditions">Its conditions.</param>
/// <param name="Warnings">What was noticed on the way.</param>
internal sealed record BoundProcess(
    ProcessIndex Index,
    BindingResult Bindings,
    ProcessConditions Conditions,
    IReadOnlyList<ImportWarning> Warnings
)
{
    /// <summary>Binds the tasks of a process.</summary>
    public static BoundProcess Of(
        ProcessGraph process,
        ControlFlowGraph graph,
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions options,
        IReadOnlyDictionary<string, string> overrides
    )
    {
        var warnings = new WarningList();
        var messages = new MessagePartners(graph, process);
        var binder = new TaskBinder(new EndpointCatalog(specs), options.BindingThreshold, warnings.Add, messages);
        var bindings = binder.Bind(process, overrides);
        messages.WarnOfUnrepresented(process, bindings.ByNode, warnings.Add);
        return new BoundProcess(new ProcessIndex(process), bindings, new ProcessConditions(process, specs.Count > 0), warnings.All);
    }
}
