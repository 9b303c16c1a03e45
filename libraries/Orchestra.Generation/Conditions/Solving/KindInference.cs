using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Tells the kinds of variables from what they are compared with, and from their domains.</summary>
internal sealed class KindInference
{
    private const ValueKinds Temporal = ValueKinds.Date | ValueKinds.Instant;

    private readonly Dictionary<VariablePath, ValueKinds> _kinds = [];

    public KindInference(IReadOnlyList<SolverAtom> atoms, IReadOnlyDictionary<VariablePath, VariableDomain> domains)
    {
        foreach (var variable in atoms.SelectMany(a => a.Variables).Concat(domains.Keys).Distinct())
        {
            _kinds[variable] = domains.TryGetValue(variable, out var domain) ? KindsOf(domain) : ValueKinds.None;
        }

        // What is compared with a variable has its kind: once for each link of a chain, and few are long.
        for (var round = 0; round < 4; round++)
        {
            foreach (var atom in atoms)
            {
                Read(atom.Expression);
            }
        }
    }

    /// <summary>The kinds of a variable; numbers where nothing says.</summary>
    public ValueKinds Of(VariablePath variable) =>
        _kinds.GetValueOrDefault(variable) is var kinds and not ValueKinds.None ? kinds : ValueKinds.Number | ValueKinds.Text;

    /// <summary>Whether a comparison is one of dates.</summary>
    public bool IsTemporal(ConditionExpression expression) =>
        expression switch
        {
            ConditionExpression.Literal literal => literal.Value
                is ConditionValue.Date
                    or ConditionValue.Instant
                    or ConditionValue.Duration,
            ConditionExpression.Variable variable => (_kinds.GetValueOrDefault(variable.Path) & Temporal) != 0,
            ConditionExpression.Compare or ConditionExpression.Arithmetic => expression.Children.Any(IsTemporal),
            _ => false,
        };

    private static ValueKinds KindsOf(VariableDomain domain)
    {
        if (domain.Enum is { } values)
        {
            return values.Aggregate(ValueKinds.None, (kinds, value) => kinds | KindOf(value));
        }

        return domain.Type switch
        {
            "boolean" => ValueKinds.Boolean,
            "number" or "integer" => ValueKinds.Number,
            "array" => ValueKinds.List,
            "string" => domain.Format switch
            {
                "date" => ValueKinds.Date,
                "date-time" => ValueKinds.Instant,
                _ => ValueKinds.Text,
            },
            _ => ValueKinds.None,
        };
    }

    private static ValueKinds KindOf(ConditionValue value) =>
        value switch
        {
            ConditionValue.Boolean => ValueKinds.Boolean,
            ConditionValue.Number => ValueKinds.Number,
            ConditionValue.Text => ValueKinds.Text,
            ConditionValue.Date => ValueKinds.Date,
            ConditionValue.Instant => ValueKinds.Instant,
            ConditionValue.List => ValueKinds.List,
            _ => ValueKinds.None,
        };

    private void Read(ConditionExpression node)
    {
        switch (node)
        {
            case ConditionExpression.Variable variable:
                Add(variable.Path, ValueKinds.Boolean);
                return;
            case ConditionExpression.Not { Inner: var inner }:
                Read(inner);
                return;
            case ConditionExpression.Or or ConditionExpression.And:
                foreach (var part in node.Children)
                {
                    Read(part);
                }

                return;
            case ConditionExpression.Compare compare:
                Give(compare.Left, KindOf(compare.Right));
                Give(compare.Right, KindOf(compare.Left));
                var temporal = HasInstant(compare) || !HasDate(compare) ? ValueKinds.Instant : ValueKinds.Date;
                ReadInner(compare.Left, temporal);
                ReadInner(compare.Right, temporal);
                return;
            case ConditionExpression.Call call:
                ReadInner(call, ValueKinds.Instant);
                return;
        }
    }

    private void ReadInner(ConditionExpression node, ValueKinds temporal)
    {
        switch (node)
        {
            case ConditionExpression.Call { Function: var function, Arguments: [var first, ..] } call:
                Give(
                    first,
                    function switch
                    {
                        ConditionFunction.ListContains or ConditionFunction.Count => ValueKinds.List,
                        ConditionFunction.Contains when (KindOf(first) & ValueKinds.List) != 0 => ValueKinds.None,
                        ConditionFunction.Empty => ValueKinds.None,
                        _ => ValueKinds.Text,
                    },
                    onlyIfUnknown: true
                );
                foreach (var argument in call.Arguments.Skip(1))
                {
                    Give(argument, ValueKinds.Text, onlyIfUnknown: true);
                }

                break;
            case ConditionExpression.Arithmetic arithmetic:
                var kind = IsTemporal(arithmetic) ? temporal : ValueKinds.Number;
                Give(arithmetic.Left, kind, onlyIfUnknown: kind != ValueKinds.Number);
                Give(arithmetic.Right, kind, onlyIfUnknown: kind != ValueKinds.Number);
                ReadInner(arithmetic.Left, temporal);
                ReadInner(arithmetic.Right, temporal);
                break;
        }
    }

    private void Give(ConditionExpression node, ValueKinds kinds, bool onlyIfUnknown = false)
    {
        if (node is ConditionExpression.Variable variable && !(onlyIfUnknown && _kinds.GetValueOrDefault(variable.Path) != ValueKinds.None))
        {
            Add(variable.Path, kinds);
        }
    }

    private static bool HasInstant(ConditionExpression node) =>
        node is ConditionExpression.Literal { Value: ConditionValue.Instant } || node.Children.Any(HasInstant);

    private static bool HasDate(ConditionExpression node) =>
        node is ConditionExpression.Literal { Value: ConditionValue.Date } || node.Children.Any(HasDate);

    private void Add(VariablePath variable, ValueKinds kinds) => _kinds[variable] = _kinds.GetValueOrDefault(variable) | kinds;

    private ValueKinds KindOf(ConditionExpression node) =>
        node switch
        {
            ConditionExpression.Literal literal => KindOf(literal.Value),
            ConditionExpression.Variable variable => _kinds.GetValueOrDefault(variable.Path),
            ConditionExpression.Arithmetic when IsTemporal(node) => ValueKinds.Instant,
            ConditionExpression.Arithmetic => ValueKinds.Number,
            ConditionExpression.Call { Function: ConditionFunction.Length or ConditionFunction.Count } => ValueKinds.Number,
            ConditionExpression.Call => ValueKinds.Boolean,
            ConditionExpression.List => ValueKinds.List,
            _ => ValueKinds.None,
        };
}
