using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Execution;

/// <summary>Finds the secrets that a plan names. One too many costs a look; one too few would be a secret that is not there.</summary>
public static partial class SecretNames
{
    /// <summary>The names in the steps' templates and rules, and in references of the steps and of the environment's profiles.</summary>
    public static IReadOnlySet<string> In(RunPlan plan)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            Collect(JsonSerializer.SerializeToNode(step, OrchestraJson.Options), names);
        }

        Collect(JsonSerializer.SerializeToNode(plan.Environment, OrchestraJson.Options), names);
        return names;
    }

    private static void Collect(JsonNode? node, HashSet<string> names)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    Collect(value, names);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, names);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                CollectText(value.GetValue<string>(), names);
                break;
            default:
                break;
        }
    }

    private static void CollectText(string text, HashSet<string> names)
    {
        if (text.StartsWith(SecretLookup.Prefix, StringComparison.Ordinal))
        {
            names.Add(text[SecretLookup.Prefix.Length..]);
        }
        else if (text.Contains("secrets", StringComparison.Ordinal))
        {
            names.UnionWith(TemplateReference().Matches(text).Select(match => match.Groups["name"].Value));
        }
    }

    // secrets.NAME, and secrets['NAME'] for a name with a dot, a hyphen or a colon in it.
    [GeneratedRegex("""secrets\s*(?:\.\s*(?<name>\w+)|\[\s*(['"])(?<name>[^'"]+)\1\s*\])""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TemplateReference();
}
