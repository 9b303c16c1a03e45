using Orchestra.Contracts.Processes;

namespace Orchestra.Generation;

/// <summary>Warnings in the order met, each once: what is wrong with a task is wrong in every scenario.</summary>
internal sealed class WarningList
{
    private readonly HashSet<ImportWarning> _seen = [];
    private readonly List<ImportWarning> _all = [];

    public IReadOnlyList<ImportWarning> All => _all;

    public void Add(ImportWarning warning)
    {
        if (_seen.Add(warning))
        {
            _all.Add(warning);
        }
    }

    public void AddAll(IEnumerable<ImportWarning> warnings)
    {
        foreach (var warning in warnings)
        {
            Add(warning);
        }
    }
}
