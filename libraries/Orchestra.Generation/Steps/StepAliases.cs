using Orchestra.Contracts.Processes;
using Orchestra.Generation.Binding;

namespace Orchestra.Generation.Steps;

/// <summary>Aliases of one scenario's steps: each once, a further visit with a number.</summary>
internal sealed class StepAliases
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The next free alias of a node: the first visit has the plain one.</summary>
    public string Take(GraphNode node)
    {
        var wanted = Plain(node);
        var alias = wanted;
        for (var visit = 2; !_taken.Add(alias); visit++)
        {
            alias = $"{wanted}_{visit}";
        }

        return alias;
    }

    /// <summary>The alias that a node asks for: its own, else its name, else its id.</summary>
    public static string Plain(GraphNode node)
    {
        var own = node.Alias is null ? string.Empty : Clean(node.Alias);
        var alias =
            own.Length > 0 ? own
            : CamelCase(node.Name) is { Length: > 0 } name ? name
            : CamelCase(node.Id);
        return alias.Length == 0 ? "step"
            : char.IsDigit(alias[0]) ? "step" + alias
            : alias;
    }

    /// <summary>Whether a node's own alias can be used as it is.</summary>
    public static bool IsUsable(string alias) => alias.Length > 0 && !char.IsDigit(alias[0]) && Clean(alias) == alias;

    private static string Clean(string text) => string.Concat(text.Where(c => char.IsLetterOrDigit(c) || c == '_'));

    private static string CamelCase(string? text) =>
        string.Concat(Words.Split(text).Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
