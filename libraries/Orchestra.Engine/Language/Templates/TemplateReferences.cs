namespace Orchestra.Engine.Language.Templates;

/// <summary>What a tree of templates refers to.</summary>
/// <param name="All">Every path, in the order of the tree.</param>
/// <param name="Faults">What could not be parsed; references inside it are not known.</param>
public sealed record TemplateReferences(IReadOnlyList<TemplateReference> All, IReadOnlyList<LanguageFault> Faults)
{
    /// <summary>The aliases of the steps that are used.</summary>
    public IReadOnlySet<string> StepAliases => NamesUnder("steps");

    /// <summary>The names of the secrets that are used.</summary>
    public IReadOnlySet<string> Secrets => NamesUnder("secrets");

    /// <summary>The roots that are used.</summary>
    public IReadOnlySet<string> Roots => All.Select(reference => reference.Root).ToHashSet(StringComparer.Ordinal);

    private HashSet<string> NamesUnder(string root) =>
        All.Where(reference => reference.Root == root && reference.Name is not null)
            .Select(reference => reference.Name!)
            .ToHashSet(StringComparer.Ordinal);
}
