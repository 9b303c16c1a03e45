using System.Text.Json.Nodes;
using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>The conditions along one scenario, to judge data by.</summary>
public sealed class DataDemands
{
    private readonly IReadOnlyList<PathTerm> _terms;

    internal DataDemands(IReadOnlyList<PathTerm> terms) => _terms = terms;

    /// <summary>
    /// The conditions that these values break, as <c>flow: condition</c>, each once. What the SUT answers and what the data does not have is
    /// unknown, and no condition is broken by that.
    /// </summary>
    public IReadOnlyList<string> BrokenBy(JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return
        [
            .. _terms
                .Where(term => !term.Term.IsWish && term.Term.Condition.Expression is not null)
                .Where(term => ConditionEvaluator.Judge(term.Term.Condition.Expression!, path => At(data, term, path)) == !term.Term.Holds)
                .Select(term => term.Need)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static ConditionValue? At(JsonObject data, PathTerm term, VariablePath path) =>
        term.Origins[path] switch
        {
            VariableOrigin.Input input => JsonValues.At(data, new VariablePath(input.DataPath)),
            VariableOrigin.Unknown => JsonValues.At(data, path),
            _ => null,
        };
}
