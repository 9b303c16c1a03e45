namespace Orchestra.Cli.Development.Soak;

/// <summary>One fault.</summary>
/// <param name="After">Time since the one before was over.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Target">To which executor.</param>
internal sealed record SoakFault(TimeSpan After, SoakFaultKind Kind, int Target)
{
    /// <summary>The faults of a seed, without end: the same seed, the same faults.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="executors">Executors there are.</param>
    public static IEnumerable<SoakFault> Sequence(int seed, int executors)
    {
        var random = new Random(seed);
        var kinds = Enum.GetValues<SoakFaultKind>();
        while (true)
        {
            var after = TimeSpan.FromMilliseconds(random.Next(3_000, 10_000));
            yield return new SoakFault(after, kinds[random.Next(kinds.Length)], random.Next(executors));
        }
    }
}
