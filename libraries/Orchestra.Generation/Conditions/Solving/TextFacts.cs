using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>What atoms say about a text: how it starts, ends, what it has and has not, how long it is.</summary>
internal sealed class TextFacts
{
    public TextFacts(
        VariablePath variable,
        VariableDomain? domain,
        IReadOnlyList<SolverAtom> atoms,
        IReadOnlyDictionary<VariablePath, ConditionValue> assigned
    )
    {
        Length = new NumberLine(1, 1);
        Length.Require(ComparisonOperator.GreaterOrEqual, domain?.MinLength ?? 0, false);
        if (domain?.MaxLength is { } most)
        {
            Length.Require(ComparisonOperator.LessOrEqual, most, false);
        }

        foreach (var atom in atoms)
        {
            Read(variable, atom, assigned);
        }
    }

    public NumberLine Length { get; }

    public List<string> Equal { get; } = [];

    public List<string> NotEqual { get; } = [];

    /// <summary>Texts that it is ordered against.</summary>
    public List<string> Ordered { get; } = [];

    public List<string> Starts { get; } = [];

    public List<string> Ends { get; } = [];

    public List<string> Parts { get; } = [];

    public List<string> Without { get; } = [];

    /// <summary>Whether equality is all there is: then some text always fits, as there are more than any list holds.</summary>
    public bool IsPlain { get; private set; } = true;

    /// <summary>Whether no text can be all this.</summary>
    public bool IsContradiction =>
        Length.IsEmpty
        || Disagree(Starts, (longer, shorter) => longer.StartsWith(shorter, StringComparison.Ordinal))
        || Disagree(Ends, (longer, shorter) => longer.EndsWith(shorter, StringComparison.Ordinal))
        || Starts.Concat(Ends).Concat(Parts).Any(part => Without.Exists(w => part.Contains(w, StringComparison.Ordinal)));

    private static bool Disagree(List<string> parts, Func<string, string, bool> agree)
    {
        var longest = parts.MaxBy(p => p.Length);
        return longest is not null && parts.Exists(p => !agree(longest, p));
    }

    private void Read(VariablePath variable, SolverAtom atom, IReadOnlyDictionary<VariablePath, ConditionValue> assigned)
    {
        var positive = atom.Expression is not ConditionExpression.Not;
        var expression = atom.Expression is ConditionExpression.Not not ? not.Inner : atom.Expression;
        if (expression is ConditionExpression.Compare compare)
        {
            ReadComparison(variable, compare, assigned);
            return;
        }

        IsPlain &= atom.Named is not null;
        if (
            expression is ConditionExpression.Call { Arguments: [ConditionExpression.Variable { Path: var read }, var other] } call
            && read.Equals(variable)
            && TextOf(other, assigned) is { } part
        )
        {
            var list = (call.Function, positive) switch
            {
                (ConditionFunction.StartsWith, true) => Starts,
                (ConditionFunction.EndsWith, true) => Ends,
                (ConditionFunction.Contains, true) => Parts,
                (ConditionFunction.Contains, false) => Without,
                _ => [],
            };
            list.Add(part);
            if (positive && call.Function != ConditionFunction.ListContains)
            {
                Length.Require(ComparisonOperator.GreaterOrEqual, ConditionEvaluator.TextLength(part), false);
            }
        }
        else if (expression is ConditionExpression.Call { Function: ConditionFunction.Empty } && !positive)
        {
            Length.Require(ComparisonOperator.GreaterOrEqual, 1, false);
        }
    }

    private void ReadComparison(
        VariablePath variable,
        ConditionExpression.Compare compare,
        IReadOnlyDictionary<VariablePath, ConditionValue> assigned
    )
    {
        if (compare.Left is ConditionExpression.Variable left && left.Path.Equals(variable))
        {
            AddOther(compare.Operator, TextOf(compare.Right, assigned));
        }
        else if (compare.Right is ConditionExpression.Variable right && right.Path.Equals(variable))
        {
            AddOther(compare.Operator, TextOf(compare.Left, assigned));
        }
        else
        {
            IsPlain = false;
            var length = LinearForm.LengthOf(variable);
            if (
                LinearForm.Of(compare, false, assigned) is { Coefficients.Count: 1 } form
                && form.Coefficients.TryGetValue(length, out var factor)
            )
            {
                var op = factor < 0 ? Comparisons.Mirrored(compare.Operator) : compare.Operator;
                Length.Require(op, -form.Constant / factor, true);
            }
        }
    }

    private void AddOther(ComparisonOperator op, string? other)
    {
        var list = op switch
        {
            ComparisonOperator.Equal => Equal,
            ComparisonOperator.NotEqual => NotEqual,
            _ => Ordered,
        };
        IsPlain &= other is not null && list != Ordered;
        if (other is not null)
        {
            list.Add(other);
        }
    }

    private static string? TextOf(ConditionExpression node, IReadOnlyDictionary<VariablePath, ConditionValue> assigned) =>
        ConditionEvaluator.Value(node, assigned.GetValueOrDefault) is ConditionValue.Text text ? text.Value : null;
}
