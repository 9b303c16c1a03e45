using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>A function of the template language.</summary>
/// <param name="Signature">How it is called, for messages.</param>
/// <param name="MinArguments">How many arguments it needs.</param>
/// <param name="MaxArguments">How many it takes.</param>
/// <param name="TakesLists">Whether a path that may select several gives a list even where it selects one value or none.</param>
/// <param name="Body">What it does.</param>
internal sealed record TemplateFunction(
    string Signature,
    int MinArguments,
    int MaxArguments,
    bool TakesLists,
    Func<FunctionCall, JsonNode?> Body
)
{
    public string Name => Signature[..Signature.IndexOf('(', StringComparison.Ordinal)];
}
