using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>A sum of multiples of variables and a number. Dates lie on a line of seconds; the length of a text is a variable of its own.</summary>
internal sealed class LinearForm
{
    private const string LengthMark = "\u0003length";

    private readonly Dictionary<VariablePath, decimal> _coefficients = [];

    private LinearForm() { }

    /// <summary>The variables that count, with their factors.</summary>
    public IReadOnlyDictionary<VariablePath, decimal> Coefficients => _coefficients;

    public decimal Constant { get; private set; }

    /// <summary>The variable that stands for the length of another's text or list.</summary>
    public static VariablePath LengthOf(VariablePath variable) => variable.WithVersion(variable.Version + LengthMark);

    /// <summary>Left minus right of a comparison; null where it is no such sum.</summary>
    /// <param name="compare">The comparison.</param>
    /// <param name="isTemporal">Whether its variables are dates.</param>
    /// <param name="assigned">Values that variables have already.</param>
    public static LinearForm? Of(
        ConditionExpression.Compare compare,
        bool isTemporal,
        IReadOnlyDictionary<VariablePath, ConditionValue>? assigned = null
    )
    {
        var form = new LinearForm();
        try
        {
            if (!form.Add(compare.Left, 1, isTemporal, assigned) || !form.Add(compare.Right, -1, isTemporal, assigned))
            {
                return null;
            }
        }
        catch (OverflowException)
        {
            return null;
        }

        foreach (var (variable, factor) in form._coefficients.ToList())
        {
            if (factor == 0)
            {
                form._coefficients.Remove(variable);
            }
        }

        return form;
    }

    private bool Add(ConditionExpression node, decimal factor, bool isTemporal, IReadOnlyDictionary<VariablePath, ConditionValue>? assigned)
    {
        switch (node)
        {
            case ConditionExpression.Literal literal:
                return AddValue(literal.Value, factor, isTemporal);
            case ConditionExpression.Variable variable:
                return assigned?.GetValueOrDefault(variable.Path) is { } value
                    ? AddValue(value, factor, isTemporal)
                    : AddVariable(variable.Path, factor);
            case ConditionExpression.Call
            {
                Function: ConditionFunction.Length or ConditionFunction.Count,
                Arguments: [ConditionExpression.Variable { Path: var text }]
            } when !isTemporal && assigned?.ContainsKey(text) != true:
                return AddVariable(LengthOf(text), factor);
            case ConditionExpression.Arithmetic { Operator: ArithmeticOperator.Add } sum:
                return Add(sum.Left, factor, isTemporal, assigned) && Add(sum.Right, factor, isTemporal, assigned);
            case ConditionExpression.Arithmetic { Operator: ArithmeticOperator.Subtract } difference:
                return Add(difference.Left, factor, isTemporal, assigned) && Add(difference.Right, -factor, isTemporal, assigned);
            case ConditionExpression.Arithmetic { Operator: ArithmeticOperator.Multiply } product when !isTemporal:
                return NumberOf(product.Left, assigned) is { } left
                    ? Add(product.Right, factor * left, isTemporal, assigned)
                    : NumberOf(product.Right, assigned) is { } right && Add(product.Left, factor * right, isTemporal, assigned);
            case ConditionExpression.Arithmetic { Operator: ArithmeticOperator.Divide } quotient when !isTemporal:
                return NumberOf(quotient.Right, assigned) is { } divisor
                    && divisor != 0
                    && Add(quotient.Left, factor / divisor, isTemporal, assigned);
            default:
                return NumberOf(node, assigned) is { } number && !isTemporal && AddConstant(number * factor);
        }
    }

    private bool AddValue(ConditionValue value, decimal factor, bool isTemporal) =>
        (isTemporal, value) switch
        {
            (false, ConditionValue.Number number) => AddConstant(number.Value * factor),
            (true, ConditionValue.Date date) => AddConstant(Temporals.SecondsOf(date.Value) * factor),
            (true, ConditionValue.Instant instant) => AddConstant(Temporals.SecondsOf(instant.Value) * factor),
            (true, ConditionValue.Duration { Months: 0 } duration) => AddConstant(duration.Seconds * factor),
            (true, ConditionValue.Text text) => Temporals.Parse(text.Value) is { } read && AddValue(read, factor, isTemporal),
            _ => false,
        };

    private bool AddConstant(decimal number)
    {
        Constant += number;
        return true;
    }

    private bool AddVariable(VariablePath variable, decimal factor)
    {
        _coefficients[variable] = _coefficients.GetValueOrDefault(variable) + factor;
        return true;
    }

    private static decimal? NumberOf(ConditionExpression node, IReadOnlyDictionary<VariablePath, ConditionValue>? assigned) =>
        ConditionEvaluator.Value(node, path => assigned?.GetValueOrDefault(path)) is ConditionValue.Number number ? number.Value : null;
}
