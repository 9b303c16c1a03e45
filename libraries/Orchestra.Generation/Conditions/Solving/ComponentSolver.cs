using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Finds values for variables that atoms tie together, by trying those worth trying; the evaluator judges each.</summary>
internal sealed class ComponentSolver
{
    private readonly SolverQuestion _question;
    private readonly IReadOnlyList<SolverAtom> _atoms;
    private readonly KindInference _kinds;
    private readonly List<VariablePath> _order;
    private readonly Dictionary<VariablePath, ConditionValue> _assigned = [];
    private readonly bool _isWhole;
    private readonly DifferenceBounds? _bounds;
    private readonly bool _isContradiction;

    public ComponentSolver(SolverQuestion question, IReadOnlyList<SolverAtom> atoms)
    {
        _question = question;
        _atoms = atoms;
        _kinds = new KindInference(atoms, question.Domains);
        var variables = atoms.SelectMany(a => a.Variables).Distinct().ToList();
        if (variables.Count is > 1 and <= DifferenceBounds.MaxVariables)
        {
            _bounds = Bounds(variables);
            _isContradiction = _bounds is null;
        }

        // The narrowest first: they leave the least to try. What others follow from comes before them.
        var alone = new Candidates(question, _kinds, null);
        var own = variables.ToDictionary(v => v, OwnAtoms);
        var lists = variables.ToDictionary(v => v, v => alone.Of(v, own[v]));
        _order = [.. variables.OrderBy(v => lists[v].IsWhole ? lists[v].Values.Count : int.MaxValue).ThenBy(v => own[v].Count == 0)];
        _isWhole = lists.Values.All(l => l.IsWhole);
    }

    /// <summary>Values for all variables, or none, or not known.</summary>
    public SolverAnswer Solve()
    {
        if (_isContradiction)
        {
            return SolverAnswer.None;
        }

        if (_order.Count == 0)
        {
            return SolverAnswer.Open;
        }

        var alone = new Candidates(_question, _kinds, null);
        foreach (var variable in _order)
        {
            var own = OwnAtoms(variable);
            var list = alone.Of(variable, own);
            if (list.RulesOut && !list.Values.Any(v => Satisfies(own, variable, v)))
            {
                return _question.Budget.IsSpent ? SolverAnswer.Open : SolverAnswer.None;
            }
        }

        return Try(0) ? new SolverAnswer.Values(_assigned)
            : _isWhole && !_question.Budget.IsSpent ? SolverAnswer.None
            : SolverAnswer.Open;
    }

    private bool Try(int at)
    {
        if (at == _order.Count)
        {
            return true;
        }

        var variable = _order[at];
        var atoms = _atoms.Where(a => a.Variables.Contains(variable)).ToList();
        // An atom counts once all it reads has a value.
        var due = atoms.Where(a => a.Variables.All(v => v.Equals(variable) || _assigned.ContainsKey(v))).ToList();
        var list = new Candidates(_question, _kinds, _bounds).Of(variable, _isWhole ? Alone(atoms) : due, _isWhole ? null : _assigned);
        foreach (var value in list.Values)
        {
            if (_question.Budget.IsSpent)
            {
                return false;
            }

            if (Satisfies(due, variable, value))
            {
                _assigned[variable] = value;
                if (Try(at + 1))
                {
                    return true;
                }

                _assigned.Remove(variable);
            }
        }

        return false;
    }

    private List<SolverAtom> OwnAtoms(VariablePath variable) =>
        [.. _atoms.Where(a => a.Variables.Count == 1 && a.Variables[0].Equals(variable))];

    private static List<SolverAtom> Alone(IEnumerable<SolverAtom> atoms) => [.. atoms.Where(a => a.Variables.Count == 1)];

    private bool Satisfies(List<SolverAtom> atoms, VariablePath variable, ConditionValue value)
    {
        foreach (var atom in atoms)
        {
            if (
                !_question.Budget.Take()
                || ConditionEvaluator.Judge(atom.Expression, path => path.Equals(variable) ? value : _assigned.GetValueOrDefault(path))
                    != true
            )
            {
                return false;
            }
        }

        return true;
    }

    private DifferenceBounds? Bounds(List<VariablePath> variables)
    {
        var bounds = new DifferenceBounds(variables);
        var unequal = new List<(VariablePath, VariablePath)>();
        foreach (var compare in _atoms.Select(a => a.Expression).OfType<ConditionExpression.Compare>())
        {
            if (LinearForm.Of(compare, _kinds.IsTemporal(compare)) is not { } form)
            {
                continue;
            }

            bounds.Add(form, compare.Operator, GridOf);
            if (
                compare is
                {
                    Operator: ComparisonOperator.NotEqual,
                    Left: ConditionExpression.Variable left,
                    Right: ConditionExpression.Variable right
                }
            )
            {
                unequal.Add((left.Path, right.Path));
            }
        }

        foreach (var variable in variables)
        {
            AddDomain(bounds, variable);
        }

        return bounds.Close() && unequal.TrueForAll(pair => !bounds.AreEqual(pair.Item1, pair.Item2)) ? bounds : null;
    }

    private void AddDomain(DifferenceBounds bounds, VariablePath variable)
    {
        if (_question.Domains.GetValueOrDefault(variable) is not { Type: "number" or "integer" } domain)
        {
            return;
        }

        Add(domain.Minimum, domain.ExclusiveMinimum ? ComparisonOperator.Greater : ComparisonOperator.GreaterOrEqual);
        Add(domain.Maximum, domain.ExclusiveMaximum ? ComparisonOperator.Less : ComparisonOperator.LessOrEqual);

        void Add(decimal? bound, ComparisonOperator op)
        {
            if (bound is { } limit)
            {
                var number = new ConditionExpression.Literal(new ConditionValue.Number(limit));
                var compare = new ConditionExpression.Compare(op, new ConditionExpression.Variable(variable), number);
                bounds.Add(LinearForm.Of(compare, false)!, op, GridOf);
            }
        }
    }

    private decimal? GridOf(VariablePath variable) =>
        _kinds.Of(variable) switch
        {
            ValueKinds.Number => _question.Domains.GetValueOrDefault(variable)?.Grid,
            ValueKinds.Date => 86_400,
            _ => null,
        };
}
