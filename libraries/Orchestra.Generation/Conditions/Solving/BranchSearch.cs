using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Takes the choices of <c>or</c> one after the other, and leaves those early that what is known already rules out.</summary>
internal sealed class BranchSearch(SolverQuestion question)
{
    private const int MaxBranches = 4_000;

    private int _branches;

    /// <summary>Values that satisfy every one of the normal forms.</summary>
    public SolverAnswer Solve(IReadOnlyList<ConditionExpression> forms)
    {
        var atoms = new List<SolverAtom>();
        var choices = new List<ConditionExpression.Or>();
        return Sort(forms, atoms, choices) ? Solve(atoms, choices) : SolverAnswer.None;
    }

    private SolverAnswer Solve(List<SolverAtom> atoms, List<ConditionExpression.Or> choices)
    {
        if (++_branches > MaxBranches || question.Budget.IsSpent)
        {
            return SolverAnswer.Open;
        }

        var answer = Check(atoms);
        if (answer is SolverAnswer.NoValues || choices.Count == 0)
        {
            return answer;
        }

        var choice = choices.MinBy(c => c.Parts.Count)!;
        var rest = choices.Where(c => !ReferenceEquals(c, choice)).ToList();
        var first = Seeded.Number(
            question.Seed,
            choice.Parts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            choices.Count
        );
        var open = false;
        for (var i = 0; i < choice.Parts.Count; i++)
        {
            var part = choice.Parts[(int)((first + (ulong)i) % (ulong)choice.Parts.Count)];
            var (innerAtoms, innerChoices) = (new List<SolverAtom>(atoms), new List<ConditionExpression.Or>(rest));
            var inner = Sort([part], innerAtoms, innerChoices) ? Solve(innerAtoms, innerChoices) : SolverAnswer.None;
            if (inner is SolverAnswer.Values)
            {
                return inner;
            }

            open |= inner is SolverAnswer.NotKnown;
        }

        return open ? SolverAnswer.Open : SolverAnswer.None;
    }

    // False where a form is false by itself.
    private static bool Sort(IEnumerable<ConditionExpression> forms, List<SolverAtom> atoms, List<ConditionExpression.Or> choices)
    {
        foreach (var form in forms)
        {
            switch (form)
            {
                case ConditionExpression.Literal { Value: ConditionValue.Boolean boolean }:
                    if (!boolean.Value)
                    {
                        return false;
                    }

                    break;
                case ConditionExpression.And and:
                    if (!Sort(and.Parts, atoms, choices))
                    {
                        return false;
                    }

                    break;
                case ConditionExpression.Or choice when !SolverAtom.IsList(choice):
                    choices.Add(choice);
                    break;
                default:
                    atoms.Add(SolverAtom.Of(form));
                    break;
            }
        }

        return true;
    }

    private SolverAnswer Check(List<SolverAtom> atoms)
    {
        var values = new Dictionary<VariablePath, ConditionValue>();
        var open = false;
        foreach (var component in Components.Of(atoms, a => a.Variables))
        {
            switch (new ComponentSolver(question, component).Solve())
            {
                case SolverAnswer.NoValues:
                    return SolverAnswer.None;
                case SolverAnswer.Values found:
                    foreach (var (variable, value) in found.ByVariable)
                    {
                        values[variable] = value;
                    }

                    break;
                default:
                    open = true;
                    break;
            }
        }

        return open ? SolverAnswer.Open : new SolverAnswer.Values(values);
    }
}
