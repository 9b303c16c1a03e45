using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>
/// Brings conditions into a form of <c>and</c> and <c>or</c> over atoms: comparisons, functions, variables, each perhaps negated. An atom that
/// can be either neither true nor false, as a comparison of a text with a number, satisfies neither itself nor its negation.
/// </summary>
internal sealed class NormalForm(SolverBudget budget)
{
    private static readonly ConditionExpression _true = new ConditionExpression.Literal(new ConditionValue.Boolean(true));
    private static readonly ConditionExpression _false = new ConditionExpression.Literal(new ConditionValue.Boolean(false));

    /// <summary>The normal form of a condition, or of its negation; null when it is too large.</summary>
    public ConditionExpression? Of(ConditionExpression condition, bool holds)
    {
        var form = Form(condition, holds);
        return budget.IsSpent ? null : form;
    }

    private ConditionExpression Form(ConditionExpression node, bool holds)
    {
        if (!budget.Take())
        {
            return _false;
        }

        switch (node)
        {
            case ConditionExpression.Not not:
                return Form(not.Inner, !holds);
            case ConditionExpression.And and:
                return Join(and.Parts.Select(p => Form(p, holds)), isAnd: holds);
            case ConditionExpression.Or or:
                return Join(or.Parts.Select(p => Form(p, holds)), isAnd: !holds);
            case ConditionExpression.Choice choice:
                return Either(choice.Test, Form(choice.Then, holds), Form(choice.Else, holds));
            case ConditionExpression.Compare compare:
                return Comparison(compare, holds);
            case ConditionExpression.Literal { Value: ConditionValue.Boolean boolean }:
                return boolean.Value == holds ? _true : _false;
            default:
                return Folded(holds ? node : new ConditionExpression.Not(node));
        }
    }

    private ConditionExpression Comparison(ConditionExpression.Compare compare, bool holds)
    {
        var op = holds ? compare.Operator : Comparisons.Opposite(compare.Operator);
        var (left, right) = (compare.Left, compare.Right);
        if (left is ConditionExpression.Choice first)
        {
            return Either(
                first.Test,
                Comparison(new ConditionExpression.Compare(op, first.Then, right), true),
                Comparison(new ConditionExpression.Compare(op, first.Else, right), true)
            );
        }

        // The side that says more goes to the left.
        var mirror =
            right is ConditionExpression.Choice || (left is ConditionExpression.Literal && right is not ConditionExpression.Literal);
        if (mirror)
        {
            return Comparison(new ConditionExpression.Compare(Comparisons.Mirrored(op), right, left), true);
        }

        if (op is ComparisonOperator.Equal or ComparisonOperator.NotEqual && (IsTruth(left) || IsTruth(right)))
        {
            var same = op == ComparisonOperator.Equal;
            return Join(
                [Join([Form(left, true), Form(right, same)], isAnd: true), Join([Form(left, false), Form(right, !same)], isAnd: true)],
                isAnd: false
            );
        }

        return Folded(new ConditionExpression.Compare(op, left, right));
    }

    private ConditionExpression Either(ConditionExpression test, ConditionExpression then, ConditionExpression other) =>
        Join([Join([Form(test, true), then], isAnd: true), Join([Form(test, false), other], isAnd: true)], isAnd: false);

    private static bool IsTruth(ConditionExpression node) =>
        node switch
        {
            ConditionExpression.Not or ConditionExpression.And or ConditionExpression.Or or ConditionExpression.Compare => true,
            ConditionExpression.Call call => call.Function is not (ConditionFunction.Length or ConditionFunction.Count),
            _ => false,
        };

    // What reads no variable is decided now, unless nothing decides it.
    private static ConditionExpression Folded(ConditionExpression atom) =>
        atom.Variables().Count == 0 && ConditionEvaluator.Judge(atom, _ => null) is { } truth ? (truth ? _true : _false) : atom;

    private ConditionExpression Join(IEnumerable<ConditionExpression> parts, bool isAnd)
    {
        var (neutral, deciding) = isAnd ? (_true, _false) : (_false, _true);
        var kept = new List<ConditionExpression>();
        foreach (var part in parts)
        {
            if (ReferenceEquals(part, deciding))
            {
                return deciding;
            }

            IReadOnlyList<ConditionExpression> inner =
                isAnd && part is ConditionExpression.And and ? and.Parts
                : !isAnd && part is ConditionExpression.Or or ? or.Parts
                : ReferenceEquals(part, neutral) ? []
                : [part];
            budget.Take(inner.Count);
            kept.AddRange(inner);
        }

        return kept.Count switch
        {
            0 => neutral,
            1 => kept[0],
            _ => isAnd ? new ConditionExpression.And(kept) : new ConditionExpression.Or(kept),
        };
    }
}
