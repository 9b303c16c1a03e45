using System.Text.Json.Serialization;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Contracts.Processes;

/// <summary>A sequence flow.</summary>
public sealed record GraphEdge
{
    /// <summary>The element id of the source.</summary>
    public required string Id { get; init; }

    /// <summary>The node that it leaves.</summary>
    public required string Source { get; init; }

    /// <summary>The node that it reaches.</summary>
    public required string Target { get; init; }

    /// <summary>The name; null when the source has none.</summary>
    public string? Name { get; init; }

    /// <summary>The condition's text as written; null for none.</summary>
    public string? Condition { get; init; }

    /// <summary>Whether it is its source's default flow.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Data set that steers the SUT along this flow (<c>orchestra:dataSet</c>).</summary>
    public string? DataSet { get; init; }

    /// <summary>The most times that one path takes this flow when it leads back (<c>orchestra:maxLoopIterations</c>).</summary>
    public int? MaxLoopIterations { get; init; }

    /// <summary>Rules of <c>orchestra:expect</c> elements: they prove that the flow was taken.</summary>
    public IReadOnlyList<BusinessRule> Expect { get; init; } = [];

    /// <summary>Attributes of other namespaces, kept as <c>prefix:name</c> → value.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What elements of other namespaces within <c>extensionElements</c> say, by path: <c>zeebe:taskDefinition/@type</c> → value, a
    /// text under the path of its element, a repeated element with its number; null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Extensions { get; init; }

    /// <summary>The line of the element in the source, from 1.</summary>
    public int? Line { get; init; }
}
