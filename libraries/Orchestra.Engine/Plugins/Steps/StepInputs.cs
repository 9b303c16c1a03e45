using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.Templates;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Plugins.Steps;

/// <summary>Renders a step's input, the same way for every channel. The same attempt always renders the same bytes.</summary>
internal static class StepInputs
{
    /// <summary>The rendered <c>inputTemplate</c>, or why nothing can be sent.</summary>
    public static (JsonObject? Input, StepVerdict? Refusal) Render(StepExecution execution)
    {
        var tree = JsonSerializer.SerializeToNode(execution.Step.Action.InputTemplate, OrchestraJson.Options);
        var (value, refusal) = Render(execution, tree, "input");
        return (value as JsonObject, refusal);
    }

    /// <summary>One template of the step, in a section of its own.</summary>
    public static (JsonNode? Value, StepVerdict? Refusal) Render(StepExecution execution, JsonNode? tree, string section)
    {
        return Template.TryParse(tree, out var template, out var faults) ? Render(execution, template, section) : (null, Refuse(faults));
    }

    /// <summary>A parsed template of the step, in a section of its own.</summary>
    public static (JsonNode? Value, StepVerdict? Refusal) Render(StepExecution execution, Template template, string section)
    {
        var context = execution.Context.For(execution.Step, execution.Attempt, execution.StartedAt, section);
        if (template.TryRender(context, out var rendered, out var faults))
        {
            return (rendered.Value, null);
        }

        return (
            null,
            MissingOutput(template, execution.Context) switch
            {
                null => Refuse(faults),
                var alias when IsInFlight(alias, execution) => Refuse(
                    $"the step {alias} is in flight (FIRE_AND_FORGET): its answer is read after a BARRIER that tracks it"
                ),
                var alias => Skip(alias, execution.Context),
            }
        );
    }

    /// <summary>The step's endpoint in the plan; a refusal where the step names one that the plan does not have.</summary>
    public static (SpecEndpoint? Endpoint, StepVerdict? Refusal) Endpoint(StepExecution execution)
    {
        if (execution.Step.EndpointRef is not { } reference)
        {
            return (null, null);
        }

        return execution.Context.Plan.Endpoints.TryGetValue(RunPlan.EndpointKey(reference), out var endpoint)
            ? (endpoint, null)
            : (
                null,
                Refuse($"the plan has no endpoint {reference.ServiceName} {reference.EndpointName}: generate the suite with its spec")
            );
    }

    /// <summary>Nothing was sent, because the step itself is wrong.</summary>
    public static StepVerdict Refuse(params IReadOnlyList<string> messages) =>
        new(
            StepStatus.Broken,
            new StepPayload
            {
                Violations = [.. messages.Select(message => new Violation(ViolationType.ValidationError, "input", message))],
                Reason = "nothing was sent",
            }
        );

    /// <summary>A rendered value as text: a string is itself, everything else its JSON; null for null.</summary>
    public static string? Text(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            _ => node.ToJsonString(OrchestraJson.Options),
        };

    /// <summary>Nothing was sent, because a template cannot be read or has no value.</summary>
    public static StepVerdict Refuse(IReadOnlyList<LanguageFault> faults) => Refuse([.. faults.Select(fault => fault.ToString())]);

    // A missing value is the earlier step's fault when that step did not bring one: then this one says nothing about the SUT.
    private static string? MissingOutput(Template template, ExecutionContext context) =>
        template
            .References.Where(reference => reference is { Root: "steps", Name: not null, HasDefault: false })
            .Select(reference => reference.Name!)
            .FirstOrDefault(alias => !context.HasOutputOf(alias));

    // A fault of the plan: the answer may be there or not, so nobody may read it yet.
    private static bool IsInFlight(string alias, StepExecution execution) =>
        execution.Context.StatusOf(alias) is null
        && execution.Context.Plan.Steps.Any(step =>
            step.Alias == alias && step.OrderIndex < execution.Step.OrderIndex && step.Action.Mode == ActionMode.FireAndForget
        );

    private static StepVerdict Skip(string alias, ExecutionContext context)
    {
        var was = context.StatusOf(alias) switch
        {
            null => "which has not run",
            StepStatus.Passed or StepStatus.Flaky => "whose effect was verified and whose answer nobody saw",
            { } status => $"which is {status.ToString().ToUpperInvariant()}",
        };
        return new StepVerdict(StepStatus.Skipped, new StepPayload { Reason = $"it needs an output of the step {alias}, {was}" });
    }
}
