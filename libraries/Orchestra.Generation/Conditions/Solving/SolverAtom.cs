using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>A part of a condition that holds or does not: a comparison, a function, a variable.</summary>
/// <param name="Expression">The part; it must be true.</param>
/// <param name="Variables">What it reads.</param>
internal sealed record SolverAtom(ConditionExpression Expression, IReadOnlyList<VariablePath> Variables)
{
    public static SolverAtom Of(ConditionExpression expression) => new(expression, expression.Variables());

    /// <summary>
    /// The values that the atom leaves to its variable, when it names them: <c>x = 1</c>, or <c>x = 1 or x = 2</c>, which is taken as one atom.
    /// </summary>
    public IReadOnlyList<ConditionValue>? Named { get; } = NamedBy(expression: Expression);

    /// <summary>Whether an <c>or</c> only lists values of one variable.</summary>
    public static bool IsList(ConditionExpression.Or or) => NamedBy(or) is not null;

    private static List<ConditionValue>? NamedBy(ConditionExpression expression)
    {
        IReadOnlyList<ConditionExpression> parts = expression is ConditionExpression.Or or ? or.Parts : [expression];
        VariablePath? variable = null;
        var values = new List<ConditionValue>();
        foreach (var part in parts)
        {
            if (
                part
                    is not ConditionExpression.Compare
                    {
                        Operator: ComparisonOperator.Equal,
                        Left: ConditionExpression.Variable { Path: var path },
                        Right: ConditionExpression.Literal { Value: not (ConditionValue.Date or ConditionValue.Instant) and var value }
                    }
                || (variable is not null && !variable.Equals(path))
            )
            {
                return null;
            }

            variable = path;
            values.Add(value);
        }

        return values;
    }
}
