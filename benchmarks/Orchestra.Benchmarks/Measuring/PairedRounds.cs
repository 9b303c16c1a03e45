namespace Orchestra.Benchmarks.Measuring;

/// <summary>Measures two sides in interleaved pairs whose order is swapped each time: what disturbs the machine for a while disturbs both.</summary>
internal static class PairedRounds
{
    /// <summary>Measures pairs of one case.</summary>
    /// <param name="subject">The case.</param>
    /// <param name="count">How many pairs.</param>
    /// <param name="orchestra">Measures a slice of Orchestra.</param>
    /// <param name="peer">Measures a slice of the peer.</param>
    /// <param name="withControl">Whether the peer is also measured against itself, in each pair.</param>
    public static async IAsyncEnumerable<Pair<TSlice>> MeasureAsync<TSlice>(
        string subject,
        int count,
        Func<Task<TSlice>> orchestra,
        Func<Task<TSlice>> peer,
        bool withControl
    )
        where TSlice : class, ISlice
    {
        for (var i = 0; i < count; i++)
        {
            var swapped = i % 2 == 1;
            var first = await (swapped ? peer : orchestra)();
            var second = await (swapped ? orchestra : peer)();
            var control = withControl ? await peer() : null;
            yield return new Pair<TSlice>(subject, swapped ? second : first, swapped ? first : second, control);
        }
    }

    /// <summary>The figures of a case: rate, CPU time, and the control where it was measured; each a median of pairs.</summary>
    /// <param name="name">The benchmark.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="pairs">The pairs of one case.</param>
    /// <param name="cost">What the CPU time is called.</param>
    /// <param name="seed">The seed of the intervals.</param>
    public static IEnumerable<Figure> FiguresOf<TSlice>(string name, string peer, IReadOnlyList<Pair<TSlice>> pairs, string cost, int seed)
        where TSlice : class, ISlice
    {
        var subject = pairs[0].Case;
        yield return new Figure(name, peer, subject, Interval.OfMedian([.. pairs.Select(pair => pair.Ratio)], seed));
        yield return new Figure(name, peer, $"{subject}-{cost}", Interval.OfMedian([.. pairs.Select(pair => pair.CostRatio)], seed));
        if (pairs.Select(pair => pair.ControlRatio).OfType<double>().ToList() is { Count: > 0 } control)
        {
            yield return new Figure(name, peer, $"control-{peer}-against-itself-{subject}", Interval.OfMedian(control, seed));
        }
    }
}
