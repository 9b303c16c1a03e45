namespace Orchestra.Modeling.Covering.Pict;

/// <summary>A condition without negations: they are pushed down to what is compared.</summary>
internal abstract class Condition
{
    public abstract IEnumerable<int> Factors { get; }

    public abstract Condition Negate();

    public abstract CoveringVerdict Judge(CoveringDomains domains);

    protected static CoveringVerdict Verdict(bool kept, bool broken) =>
        kept && broken ? CoveringVerdict.Open
        : kept ? CoveringVerdict.Kept
        : CoveringVerdict.Broken;

    /// <summary>All of the parts, or any of them.</summary>
    public sealed class Junction(IReadOnlyList<Condition> parts, bool isAll) : Condition
    {
        public override IEnumerable<int> Factors => parts.SelectMany(part => part.Factors);

        public override Condition Negate() => new Junction([.. parts.Select(part => part.Negate())], !isAll);

        public override CoveringVerdict Judge(CoveringDomains domains)
        {
            var decisive = isAll ? CoveringVerdict.Broken : CoveringVerdict.Kept;
            var open = false;
            foreach (var part in parts)
            {
                var verdict = part.Judge(domains);
                if (verdict == decisive)
                {
                    return verdict;
                }

                open |= verdict == CoveringVerdict.Open;
            }

            return open ? CoveringVerdict.Open
                : isAll ? CoveringVerdict.Kept
                : CoveringVerdict.Broken;
        }
    }

    /// <summary>The values of one parameter that satisfy a term, as bits.</summary>
    public sealed class Among(int factor, ulong[] values, ulong[] others) : Condition
    {
        public override IEnumerable<int> Factors => [factor];

        public override Condition Negate() => new Among(factor, others, values);

        public override CoveringVerdict Judge(CoveringDomains domains)
        {
            var left = domains.Of(factor);
            var (kept, broken) = (0UL, 0UL);
            for (var i = 0; i < left.Length; i++)
            {
                kept |= left[i] & values[i];
                broken |= left[i] & others[i];
            }

            return Verdict(kept != 0, broken != 0);
        }
    }

    /// <summary>For each value of the first parameter, the values of the second that satisfy a term.</summary>
    public sealed class Pairs(int first, int second, ulong[][] values, bool isNegated) : Condition
    {
        public override IEnumerable<int> Factors => [first, second];

        public override Condition Negate() => new Pairs(first, second, values, !isNegated);

        public override CoveringVerdict Judge(CoveringDomains domains)
        {
            var right = domains.Of(second);
            var (some, other) = (0UL, 0UL);
            for (var value = domains.First(first); value >= 0; value = domains.Next(first, value))
            {
                for (var i = 0; i < right.Length; i++)
                {
                    some |= right[i] & values[value][i];
                    other |= right[i] & ~values[value][i];
                }
            }

            return isNegated ? Verdict(other != 0, some != 0) : Verdict(some != 0, other != 0);
        }
    }
}
