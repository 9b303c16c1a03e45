using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Steps;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>Collects what a path decides, with what is known where it decides, and turns it into data and rules at the end.</summary>
internal sealed class ConditionWalk(ProcessConditions process, int seed, Action<ImportWarning> warn)
{
    private readonly List<PathTerm> _terms = [];
    private readonly List<ConditionStep> _steps = [];
    private readonly Dictionary<string, int> _visits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DecisionVisit>> _decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<VariablePath, (ConditionStep Step, SchemaMember Member)> _sent = [];
    private readonly Dictionary<VariablePath, (ConditionStep Step, SchemaMember Member)> _answered = [];
    private int _moment;
    private int _round;

    /// <summary>What was collected so far.</summary>
    public IReadOnlyList<PathTerm> Terms => _terms;

    /// <summary>Starts with the decisions that the path says it takes.</summary>
    public void Start(IReadOnlyList<DecisionVisit> decisions)
    {
        foreach (var decision in decisions.Where(d => d.Chosen is not null))
        {
            (_decisions.TryGetValue(decision.Id, out var visits) ? visits : _decisions[decision.Id] = []).Add(decision);
        }
    }

    /// <summary>Passes a node.</summary>
    public void Visit(GraphNode node)
    {
        var visits = _visits.GetValueOrDefault(node.Id) + 1;
        _visits[node.Id] = visits;
        if (node.Type < NodeType.ExclusiveGateway)
        {
            _moment++;
            _round += visits > 1 ? 1 : 0;
        }
    }

    /// <summary>Passes a node that calls an endpoint.</summary>
    public void AddStep(StepDraft draft, BoundEndpoint endpoint)
    {
        var step = new ConditionStep(draft, process.Matcher.Of(draft.Node, endpoint), _steps.Count);
        _steps.Add(step);
        foreach (var (variable, member) in step.Variables.Inputs.Where(v => step.Takes(v.Value.Path)))
        {
            _sent[variable] = (step, member);
        }

        foreach (var (variable, member) in step.Variables.Answers)
        {
            _answered[variable] = (step, member);
        }
    }

    /// <summary>Takes a flow.</summary>
    public void Take(GraphEdge edge)
    {
        var visit = Math.Max(1, _visits.GetValueOrDefault(edge.Source));
        var chosen = _decisions.GetValueOrDefault(edge.Source) is { } visits && visit <= visits.Count ? visits[visit - 1].Chosen : null;
        foreach (var term in process.TermsOf(edge, chosen))
        {
            var origins = term.Condition.Expression?.Variables().ToDictionary(v => v, OriginOf) ?? [];
            _terms.Add(new PathTerm(edge, term, origins, _moment, _round, visit));
        }
    }

    /// <summary>Solves what was collected, and writes it into the steps.</summary>
    public ConditionOutcome Finish()
    {
        LateInputs();
        foreach (var term in _terms.Where(t => t.Term.Condition.Fault is not null && !t.IsSteered))
        {
            warn(
                new ImportWarning(
                    WarningCodes.ConditionNotRead,
                    $"the condition '{term.Term.Condition.Text}' is kept as text, {term.Term.Condition.Fault}: give data for it",
                    term.Term.Flow.Id,
                    term.Term.Flow.Line
                )
            );
        }

        var solver = new TermSolver(_terms, _steps, process.HasSpecs, seed);
        var outcome = solver.Solve();
        new EvidenceWriter(_steps, outcome.Data, warn).Write(_terms);
        return outcome;
    }

    // An answer that only gives back what was sent is still data.
    private VariableOrigin OriginOf(VariablePath variable) =>
        _sent.TryGetValue(variable, out var sent) ? new VariableOrigin.Input(sent.Member.Path, sent.Step.Draft.Alias)
        : _answered.TryGetValue(variable, out var answered) ? new VariableOrigin.Response(answered.Step.Draft.Alias, answered.Member.Path)
        : new VariableOrigin.Unknown();

    // A form that is sent only after a decision has read it.
    private void LateInputs()
    {
        for (var i = 0; i < _terms.Count; i++)
        {
            var late = _terms[i].Origins.Where(o => o.Value is VariableOrigin.Unknown && _sent.ContainsKey(o.Key)).ToList();
            if (late.Count > 0)
            {
                var origins = new Dictionary<VariablePath, VariableOrigin>(_terms[i].Origins);
                foreach (var (variable, _) in late)
                {
                    origins[variable] = new VariableOrigin.Input(_sent[variable].Member.Path, null);
                }

                _terms[i] = _terms[i] with { Origins = origins };
            }
        }
    }
}
