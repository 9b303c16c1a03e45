namespace Orchestra.Engine.Language;

/// <summary>A template cannot be parsed or rendered. Lists every fault found, not only the first.</summary>
public sealed class TemplateException : Exception
{
    internal TemplateException(IReadOnlyList<LanguageFault> faults)
        : base(string.Join("; ", faults)) => Faults = faults;

    /// <summary>All faults, in the order of the template.</summary>
    public IReadOnlyList<LanguageFault> Faults { get; }
}
