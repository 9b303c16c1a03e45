using System.Text.Json.Nodes;
using Orchestra.Engine.Language.JsonPath;

namespace Orchestra.Engine.Language.Templates;

/// <summary>What can be known about templates before anything runs: the generator and the validators ask here.</summary>
public static class TemplateCheck
{
    /// <summary>Every path in the strings of a tree, and every fault of their grammar.</summary>
    public static TemplateReferences FindReferences(JsonNode? tree)
    {
        var compiler = new TemplateCompiler(LanguageLimits.Default);
        compiler.Compile(tree);
        return new TemplateReferences(compiler.References, compiler.Faults);
    }

    /// <summary>
    /// Every fault that shows without running: grammar, a step that does not come earlier, the step's own result where there is none yet.
    /// </summary>
    /// <param name="tree">The templates.</param>
    /// <param name="earlierSteps">The aliases of the steps that are finished by then.</param>
    /// <param name="hasOwnResult">Whether <c>response</c>, <c>dbResult</c> and <c>message</c> exist: in rules and exports they do.</param>
    public static IReadOnlyList<LanguageFault> Check(JsonNode? tree, IReadOnlySet<string> earlierSteps, bool hasOwnResult)
    {
        ArgumentNullException.ThrowIfNull(earlierSteps);
        var references = FindReferences(tree);
        var faults = new List<LanguageFault>(references.Faults);
        foreach (var reference in references.All)
        {
            if (reference is { Root: PathRoots.Steps, Name: { } alias } && !earlierSteps.Contains(alias))
            {
                var known = earlierSteps.Count == 0 ? "there is none" : string.Join(", ", earlierSteps.Order(StringComparer.Ordinal));
                faults.Add(
                    Fault(reference, LanguageFaultKind.Unresolved, $"{reference.Path}: no step '{alias}' comes before this one ({known})")
                );
            }
            else if (!hasOwnResult && PathRoots.IsOwnResult(reference.Root))
            {
                faults.Add(Fault(reference, LanguageFaultKind.Unavailable, $"{reference.Path}: {PathRoots.OwnResultOnly(reference.Root)}"));
            }
        }

        return faults;
    }

    private static LanguageFault Fault(TemplateReference reference, LanguageFaultKind kind, string message) =>
        new(kind, message, reference.Location, reference.Column);
}
