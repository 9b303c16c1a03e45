using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Specs;

namespace Orchestra.Runs.Journal;

/// <summary>
/// Plans as they are stored: a schema document that several endpoints share stands at one of them, and the others have that one's key
/// in its place.
/// </summary>
internal static class PlanJson
{
    public static string Write(RunPlan plan) =>
        JsonText.ForJsonb(JsonSerializer.Serialize(plan with { Endpoints = Fold(plan.Endpoints) }, OrchestraJson.Options));

    public static RunPlan? Read(string json) =>
        JsonSerializer.Deserialize<RunPlan>(json, OrchestraJson.Options) is { } plan
            ? plan with
            {
                Endpoints = Unfold(plan.Endpoints),
            }
            : null;

    private static Dictionary<string, SpecEndpoint> Fold(IReadOnlyDictionary<string, SpecEndpoint> endpoints)
    {
        // Two elements are equal when they are the same place of the same document: no text is compared.
        var first = new Dictionary<JsonElement, string>();
        return endpoints.ToDictionary(
            pair => pair.Key,
            pair =>
                pair.Value.SchemaDocument is { ValueKind: JsonValueKind.Object } document
                && document.GetPropertyCount() > 0
                && !first.TryAdd(document, pair.Key)
                    ? pair.Value with
                    {
                        SchemaDocument = JsonSerializer.SerializeToElement(first[document], OrchestraJson.Options),
                    }
                    : pair.Value,
            StringComparer.Ordinal
        );
    }

    // jsonb orders keys anew, so the one that is named may come later.
    private static Dictionary<string, SpecEndpoint> Unfold(IReadOnlyDictionary<string, SpecEndpoint> endpoints) =>
        endpoints.ToDictionary(
            pair => pair.Key,
            pair =>
                pair.Value.SchemaDocument.ValueKind == JsonValueKind.String
                    ? pair.Value with
                    {
                        SchemaDocument = endpoints[pair.Value.SchemaDocument.GetString()!].SchemaDocument,
                    }
                    : pair.Value,
            StringComparer.Ordinal
        );
}
