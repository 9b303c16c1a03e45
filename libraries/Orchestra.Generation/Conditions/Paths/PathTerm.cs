using Orchestra.Contracts.Processes;
using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>A term as a path meets it.</summary>
/// <param name="Taken">The flow taken.</param>
/// <param name="Term">The term.</param>
/// <param name="Origins">What its variables are here.</param>
/// <param name="Moment">How many activities the path has passed.</param>
/// <param name="Round">How many of them it had passed before.</param>
/// <param name="Visit">How often the path has been at the flow's source, this time included.</param>
internal sealed record PathTerm(
    GraphEdge Taken,
    FlowTerm Term,
    IReadOnlyDictionary<VariablePath, VariableOrigin> Origins,
    int Moment,
    int Round,
    int Visit
)
{
    /// <summary>How <c>needsData</c> names it.</summary>
    public string Need
    {
        get
        {
            var text = Term.Flow.Condition!.Trim();
            return Term.Holds ? $"{Taken.Id}: {text}" : $"{Taken.Id}: not ({text})";
        }
    }

    /// <summary>Whether the process itself says how the SUT is brought here or what proves it.</summary>
    public bool IsSteered => Taken.DataSet is not null || Taken.Expect.Count > 0;
}
