namespace Orchestra.Generation.Conditions.Language;

/// <summary>Arithmetic of values; null where there is none.</summary>
internal static class ValueArithmetic
{
    public static ConditionValue? Apply(ArithmeticOperator op, ConditionValue left, ConditionValue right)
    {
        try
        {
            return (left, right) switch
            {
                (ConditionValue.Number a, ConditionValue.Number b) => Numbers(op, a.Value, b.Value),
                (ConditionValue.Text a, ConditionValue.Text b)
                    when op == ArithmeticOperator.Add && a.Value.Length + b.Value.Length <= 65_536 => new ConditionValue.Text(
                    a.Value + b.Value
                ),
                (ConditionValue.Duration a, ConditionValue.Duration b) => Durations(op, a, b),
                (_, ConditionValue.Duration b) => Moved(op, left, b),
                (ConditionValue.Duration a, _) when op == ArithmeticOperator.Add => Moved(op, right, a),
                _ => op == ArithmeticOperator.Subtract ? Between(left, right) : null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
        catch (ArgumentOutOfRangeException)
        {
            // Beyond the calendar.
            return null;
        }
    }

    private static ConditionValue.Number? Numbers(ArithmeticOperator op, decimal left, decimal right) =>
        op switch
        {
            ArithmeticOperator.Add => new ConditionValue.Number(left + right),
            ArithmeticOperator.Subtract => new ConditionValue.Number(left - right),
            ArithmeticOperator.Multiply => new ConditionValue.Number(left * right),
            _ when right == 0 => null,
            ArithmeticOperator.Divide => new ConditionValue.Number(left / right),
            _ => new ConditionValue.Number(left % right),
        };

    private static ConditionValue.Duration? Durations(ArithmeticOperator op, ConditionValue.Duration left, ConditionValue.Duration right) =>
        op switch
        {
            ArithmeticOperator.Add => new ConditionValue.Duration(checked(left.Months + right.Months), left.Seconds + right.Seconds),
            ArithmeticOperator.Subtract => new ConditionValue.Duration(checked(left.Months - right.Months), left.Seconds - right.Seconds),
            _ => null,
        };

    private static ConditionValue? Moved(ArithmeticOperator op, ConditionValue value, ConditionValue.Duration by)
    {
        if (op is not (ArithmeticOperator.Add or ArithmeticOperator.Subtract))
        {
            return null;
        }

        var sign = op == ArithmeticOperator.Add ? 1 : -1;
        switch (Read(value))
        {
            case ConditionValue.Date date when by.Seconds % 86_400 == 0:
                return new ConditionValue.Date(date.Value.AddMonths(sign * by.Months).AddDays((int)(sign * by.Seconds / 86_400)));
            case ConditionValue.Date date:
                var start = new DateTimeOffset(date.Value.AddMonths(sign * by.Months), TimeOnly.MinValue, TimeSpan.Zero);
                return new ConditionValue.Instant(start.AddTicks((long)(sign * by.Seconds * TimeSpan.TicksPerSecond)));
            case ConditionValue.Instant instant:
                return new ConditionValue.Instant(
                    instant.Value.AddMonths(sign * by.Months).AddTicks((long)(sign * by.Seconds * TimeSpan.TicksPerSecond))
                );
            default:
                return null;
        }
    }

    private static ConditionValue.Duration? Between(ConditionValue left, ConditionValue right) =>
        SecondsOf(Read(left)) is { } a && SecondsOf(Read(right)) is { } b ? new ConditionValue.Duration(0, a - b) : null;

    private static ConditionValue? Read(ConditionValue value) => value is ConditionValue.Text text ? Temporals.Parse(text.Value) : value;

    private static decimal? SecondsOf(ConditionValue? value) =>
        value switch
        {
            ConditionValue.Date date => Temporals.SecondsOf(date.Value),
            ConditionValue.Instant instant => Temporals.SecondsOf(instant.Value),
            _ => null,
        };
}
