using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Bpmn;

/// <summary>What flow nodes and sequence flows have in common while they are being read.</summary>
internal abstract class ElementDraft
{
    private static readonly Dictionary<string, string> s_none = [];

    /// <summary>The element id; null until one is given to an element without.</summary>
    public required string? Id { get; set; }

    /// <summary>The element's name in the standard, for example <c>userTask</c>.</summary>
    public required string Element { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The line of the element.</summary>
    public required int Line { get; init; }

    /// <summary>Explicit binding.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Explicit alias.</summary>
    public string? Alias { get; set; }

    /// <summary>Data set.</summary>
    public string? DataSet { get; set; }

    /// <summary>Shared resource.</summary>
    public string? Shares { get; set; }

    /// <summary>Bound of loops.</summary>
    public int? MaxLoopIterations { get; set; }

    /// <summary>Rules.</summary>
    public List<BusinessRule>? Expect { get; set; }

    /// <summary>Attributes of vendors.</summary>
    public Dictionary<string, string> Attributes { get; set; } = s_none;

    /// <summary>What elements of vendors say, by path; null for none.</summary>
    public Dictionary<string, string>? Extensions { get; set; }
}
