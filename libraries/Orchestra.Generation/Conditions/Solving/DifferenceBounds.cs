using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>
/// Bounds between numbers that are compared with one another: <c>x - y &lt;= c</c> for every two of them, drawn together until nothing changes
/// (shortest paths). What x, y and z say in a circle is seen, and each number's own bounds are the tightest there are.
/// </summary>
internal sealed class DifferenceBounds
{
    /// <summary>Numbers that are looked at together.</summary>
    public const int MaxVariables = 24;

    private readonly List<VariablePath> _variables;
    private readonly Bound?[,] _bounds;

    public DifferenceBounds(IReadOnlyList<VariablePath> variables)
    {
        _variables = [.. variables];
        _bounds = new Bound?[variables.Count + 1, variables.Count + 1];
    }

    // The last one is zero itself.
    private int Zero => _variables.Count;

    /// <summary>Takes in what a comparison says about one number or the difference of two; false where it says something else.</summary>
    /// <param name="form">Left minus right of the comparison.</param>
    /// <param name="op">How it compares with zero.</param>
    /// <param name="grid">The step of a variable's numbers; null for dense ones.</param>
    public bool Add(LinearForm form, ComparisonOperator op, Func<VariablePath, decimal?> grid)
    {
        var terms = form.Coefficients.ToList();
        if (terms.Count is 0 or > 2 || terms.Exists(t => !_variables.Contains(t.Key)))
        {
            return false;
        }

        if (terms.Count == 2 && terms[0].Value != -terms[1].Value)
        {
            return false;
        }

        var factor = terms[0].Value;
        decimal limit;
        try
        {
            limit = -form.Constant / factor;
        }
        catch (OverflowException)
        {
            return false;
        }

        if (op == ComparisonOperator.NotEqual || Math.Abs(limit) > NumberLine.Huge)
        {
            return false;
        }

        op = factor < 0 ? Comparisons.Mirrored(op) : op;
        var left = _variables.IndexOf(terms[0].Key);
        var right = terms.Count == 2 ? _variables.IndexOf(terms[1].Key) : Zero;
        var step = grid(terms[0].Key) is { } own && (terms.Count == 1 || grid(terms[1].Key) == own) ? own : (decimal?)null;
        if (op is not (ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual))
        {
            Tighten(left, right, Bound.Of(limit, op == ComparisonOperator.Less, step));
        }

        if (op is not (ComparisonOperator.Less or ComparisonOperator.LessOrEqual))
        {
            Tighten(right, left, Bound.Of(-limit, op == ComparisonOperator.Greater, step));
        }

        return true;
    }

    /// <summary>Draws everything together; false where it cannot all hold.</summary>
    public bool Close()
    {
        for (var via = 0; via <= Zero; via++)
        {
            for (var from = 0; from <= Zero; from++)
            {
                for (var to = 0; to <= Zero; to++)
                {
                    if (_bounds[from, via] is { } first && _bounds[via, to] is { } second)
                    {
                        Tighten(from, to, new Bound(first.Limit + second.Limit, first.IsOut || second.IsOut));
                    }
                }
            }
        }

        return Enumerable.Range(0, Zero + 1).All(i => _bounds[i, i] is not { } loop || loop.Limit > 0 || (loop.Limit == 0 && !loop.IsOut));
    }

    /// <summary>Whether two numbers can only be equal.</summary>
    public bool AreEqual(VariablePath left, VariablePath right)
    {
        var (i, j) = (_variables.IndexOf(left), _variables.IndexOf(right));
        return i >= 0 && j >= 0 && (i == j || (_bounds[i, j] is { Limit: 0 } && _bounds[j, i] is { Limit: 0 }));
    }

    /// <summary>Narrows a number's line by the numbers that others have.</summary>
    /// <param name="variable">The number.</param>
    /// <param name="line">Its line.</param>
    /// <param name="place">Where another number is; null where that is open.</param>
    public void Narrow(VariablePath variable, NumberLine line, Func<VariablePath, decimal?> place)
    {
        var at = _variables.IndexOf(variable);
        for (var other = 0; at >= 0 && other <= Zero; other++)
        {
            if (other == at || (other == Zero ? 0 : place(_variables[other])) is not { } known)
            {
                continue;
            }

            if (_bounds[at, other] is { } above)
            {
                line.Require(above.IsOut ? ComparisonOperator.Less : ComparisonOperator.LessOrEqual, known + above.Limit, true);
            }

            if (_bounds[other, at] is { } below)
            {
                line.Require(below.IsOut ? ComparisonOperator.Greater : ComparisonOperator.GreaterOrEqual, known - below.Limit, true);
            }
        }
    }

    private void Tighten(int left, int right, Bound bound)
    {
        if (
            _bounds[left, right] is not { } present
            || bound.Limit < present.Limit
            || (bound.Limit == present.Limit && bound.IsOut && !present.IsOut)
        )
        {
            _bounds[left, right] = bound;
        }
    }

    /// <summary>The most that a difference may be.</summary>
    private readonly record struct Bound(decimal Limit, bool IsOut)
    {
        // On a grid the next lower multiple is the bound: x < y of whole numbers is x <= y - 1.
        public static Bound Of(decimal limit, bool isOut, decimal? step)
        {
            if (step is not { } grid)
            {
                return new Bound(limit, isOut);
            }

            var multiple = Math.Floor(limit / grid) * grid;
            return new Bound(isOut && multiple == limit ? multiple - grid : multiple, false);
        }
    }
}
