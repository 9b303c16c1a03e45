using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Conditions that cannot hold together; without any one of them the others can.</summary>
/// <param name="Conjuncts">The conditions, in path order.</param>
/// <param name="Variable">The variable whose domain takes part; null where the conditions alone contradict.</param>
/// <param name="Domain">That domain.</param>
internal sealed record Contradiction(IReadOnlyList<Conjunct> Conjuncts, VariablePath? Variable = null, VariableDomain? Domain = null)
{
    /// <summary>Where the last of them is decided.</summary>
    public string NodeId => Conjuncts[^1].NodeId;

    /// <summary>For example <c>amount &gt; 1000 contradicts amount &lt; 500 at Gateway_2</c>.</summary>
    public string Reason
    {
        get
        {
            var first = string.Join(" and ", Conjuncts.Take(Math.Max(1, Conjuncts.Count - 1)));
            var schema = $"the schema of {Variable} ({Domain})";
            return (Conjuncts.Count, Domain) switch
            {
                (1, null) => $"{first} cannot hold at {NodeId}",
                (1, _) => $"{first} contradicts {schema} at {NodeId}",
                (_, null) => $"{first} contradicts {Conjuncts[^1]} at {NodeId}",
                _ => $"{first} and {schema} contradict {Conjuncts[^1]} at {NodeId}",
            };
        }
    }
}
