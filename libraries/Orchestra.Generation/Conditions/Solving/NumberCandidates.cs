using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Numbers and dates for a variable: both lie on a line.</summary>
internal static class NumberCandidates
{
    private const decimal Day = 86_400;

    /// <summary>The line of a variable as its domain and the atoms leave it.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="kind">Number, Date or Instant.</param>
    /// <param name="domain">What its schema allows.</param>
    /// <param name="atoms">What must hold.</param>
    /// <param name="assigned">The values of the other variables, as far as they have one.</param>
    /// <param name="understood">Whether every atom was turned into bounds.</param>
    public static NumberLine Line(
        VariablePath variable,
        ValueKinds kind,
        VariableDomain? domain,
        IReadOnlyList<SolverAtom> atoms,
        IReadOnlyDictionary<VariablePath, ConditionValue> assigned,
        out bool understood
    )
    {
        var isTemporal = kind != ValueKinds.Number;
        var line = isTemporal
            ? new NumberLine(kind == ValueKinds.Date ? Day : null, kind == ValueKinds.Date ? Day : 1)
            : new NumberLine(domain?.Grid, FineOf(atoms));
        if (isTemporal)
        {
            line.Require(ComparisonOperator.GreaterOrEqual, Temporals.SecondsOf(DateOnly.MinValue), false);
            line.Require(ComparisonOperator.LessOrEqual, Temporals.SecondsOf(DateOnly.MaxValue), false);
        }
        else if (domain is not null)
        {
            RequireDomain(line, domain);
        }

        understood = true;
        foreach (var atom in atoms)
        {
            understood &= Require(line, variable, atom, isTemporal, assigned);
        }

        return line;
    }

    /// <summary>A place of the line as a value: dates are texts, as in JSON.</summary>
    public static ConditionValue? ValueAt(decimal place, ValueKinds kind) =>
        kind == ValueKinds.Number ? new ConditionValue.Number(place)
        : Temporals.InstantAt(place) is not { } instant ? null
        : kind == ValueKinds.Instant ? new ConditionValue.Text(Temporals.Write(instant))
        : new ConditionValue.Text(Temporals.Write(DateOnly.FromDateTime(instant.UtcDateTime)));

    /// <summary>The place of a value on the line; null for none.</summary>
    public static decimal? PlaceOf(ConditionValue? value) =>
        value switch
        {
            ConditionValue.Number number => number.Value,
            ConditionValue.Text text => Temporals.Parse(text.Value) switch
            {
                ConditionValue.Date date => Temporals.SecondsOf(date.Value),
                ConditionValue.Instant instant => Temporals.SecondsOf(instant.Value),
                _ => null,
            },
            _ => null,
        };

    private static void RequireDomain(NumberLine line, VariableDomain domain)
    {
        if (domain.Minimum is { } minimum)
        {
            line.Require(domain.ExclusiveMinimum ? ComparisonOperator.Greater : ComparisonOperator.GreaterOrEqual, minimum, false);
        }

        if (domain.Maximum is { } maximum)
        {
            line.Require(domain.ExclusiveMaximum ? ComparisonOperator.Less : ComparisonOperator.LessOrEqual, maximum, false);
        }
    }

    private static bool Require(
        NumberLine line,
        VariablePath variable,
        SolverAtom atom,
        bool isTemporal,
        IReadOnlyDictionary<VariablePath, ConditionValue> assigned
    )
    {
        if (
            atom.Expression is not ConditionExpression.Compare compare
            || LinearForm.Of(compare, isTemporal, assigned) is not { Coefficients.Count: 1 } form
            || !form.Coefficients.TryGetValue(variable, out var factor)
        )
        {
            return false;
        }

        try
        {
            var limit = -form.Constant / factor;
            // A quotient that decimals round is a bound only nearly.
            if (limit * factor != -form.Constant)
            {
                return false;
            }

            line.Require(factor < 0 ? Comparisons.Mirrored(compare.Operator) : compare.Operator, limit, true);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    // 0.05 in a condition: values are taken in hundredths.
    private static decimal FineOf(IReadOnlyList<SolverAtom> atoms)
    {
        var scale = 0;
        foreach (var atom in atoms)
        {
            Look(atom.Expression);
        }

        return new decimal(1, 0, 0, false, (byte)Math.Min(scale, 10));

        void Look(ConditionExpression node)
        {
            if (node is ConditionExpression.Literal { Value: ConditionValue.Number number })
            {
                scale = Math.Max(scale, (number.Value / 1.000000000000000000000000000000000m).Scale);
            }

            foreach (var child in node.Children)
            {
                Look(child);
            }
        }
    }
}
