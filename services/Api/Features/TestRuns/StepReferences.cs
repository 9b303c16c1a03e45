using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language.Templates;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>Every path that the templates and rules of a step read.</summary>
internal static class StepReferences
{
    public static IReadOnlyList<TemplateReference> Of(ScenarioStep step) =>
        TemplateCheck
            .FindReferences(
                new JsonArray(
                    JsonSerializer.SerializeToNode(step.Action.InputTemplate, OrchestraJson.Options),
                    JsonSerializer.SerializeToNode(step.Action.Meta, OrchestraJson.Options),
                    new JsonArray([
                        .. step.Expectations.BusinessRules.SelectMany(rule =>
                            new JsonNode?[] { rule.Left?.DeepClone(), rule.Right?.DeepClone() }
                        ),
                    ])
                )
            )
            .All;
}
