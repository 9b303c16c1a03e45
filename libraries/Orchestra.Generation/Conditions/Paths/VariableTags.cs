using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Conditions.Solving;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>
/// Gives the variables of a path's terms their identity. An answer's member is another one for each step. A value that is sent again, or that
/// a loop reads again, may be another one each time: tied together they are one, apart they are several.
/// </summary>
internal sealed class VariableTags
{
    private readonly bool _apart;
    private readonly bool _hasSpecs;
    private readonly HashSet<VariablePath> _readAgain;
    private readonly Dictionary<VariablePath, VariableOrigin> _origins = [];
    private readonly Dictionary<PathTerm, Conjunct> _conjuncts = new(ReferenceEqualityComparer.Instance);

    public VariableTags(IReadOnlyList<PathTerm> terms, bool hasSpecs, bool apart)
    {
        _apart = apart;
        _hasSpecs = hasSpecs;
        _readAgain = [.. terms.Where(t => t.Visit > 1).SelectMany(t => t.Origins.Keys)];
        foreach (var term in terms.Where(t => t.Term.Condition.Expression is not null))
        {
            var expression = term.Term.Condition.Expression!.Rename(path => Tagged(term, path));
            _conjuncts[term] = new Conjunct(term.Term.Flow.Id, term.Taken.Source, term.Term.Condition.Text, expression, term.Term.Holds);
        }
    }

    /// <summary>The origin of each variable, in the order first read.</summary>
    public IReadOnlyDictionary<VariablePath, VariableOrigin> Origins => _origins;

    /// <summary>A term for the solver.</summary>
    public Conjunct ConjunctOf(PathTerm term) => _conjuncts[term];

    /// <summary>The variable that a name is at a term.</summary>
    public VariablePath Tagged(PathTerm term, VariablePath path)
    {
        var origin = term.Origins[path];
        var tagged = origin switch
        {
            VariableOrigin.Response response => new VariablePath(path.Segments, $"answer of {response.StepAlias}"),
            VariableOrigin.Input input => new VariablePath(input.DataPath, _apart ? input.StepAlias ?? string.Empty : string.Empty),
            _ => path.WithVersion(_apart ? Moment(term, path) : string.Empty),
        };
        _origins.TryAdd(tagged, origin);
        return tagged;
    }

    // What no step is known to send may change with every activity; without specs, only where a loop reads it again.
    private string Moment(PathTerm term, VariablePath path) =>
        _hasSpecs ? $"after {term.Moment} activities"
        : _readAgain.Contains(path) ? $"round {term.Round}"
        : string.Empty;
}
