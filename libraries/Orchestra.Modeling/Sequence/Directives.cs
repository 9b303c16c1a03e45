using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Sequence;

/// <summary>What <c>orchestra:</c> comments say of the element that follows them.</summary>
internal sealed class Directives
{
    /// <summary>The names that were given, with their places.</summary>
    public List<(string Name, int Line, int Column)> Given { get; } = [];

    /// <summary>Whether the message becomes a step; null to decide by who sends it to whom.</summary>
    public bool? IsStep { get; set; }

    /// <summary>Attributes by name: endpoint, poll, alias, dataSet, shares, service, role.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The most iterations of a loop.</summary>
    public int? MaxLoopIterations { get; set; }

    /// <summary>Rules.</summary>
    public List<BusinessRule> Expect { get; } = [];

    /// <summary>An attribute's value; null when it was not given.</summary>
    public string? this[string name] => Values.GetValueOrDefault(name);
}
