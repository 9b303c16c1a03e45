namespace Orchestra.Generation.Inputs;

/// <summary>Writes texts for the plain part of regular expressions: literals, classes, groups, choices and quantifiers. Bounded in length and work.</summary>
internal static class PatternSampler
{
    private const int MaxPattern = 1_000;

    /// <summary>A text that matches and keeps the lengths; false where the pattern has other constructs or no such text was found.</summary>
    public static bool TrySample(string pattern, int least, int most, ulong number, out string text)
    {
        text = string.Empty;
        if (pattern.Length > MaxPattern || new PatternParser(pattern).Parse() is not { } node)
        {
            return false;
        }

        foreach (var extra in (ReadOnlySpan<int>)[0, 1, 2, 4, 8, 16, 32, 64, 128, 256])
        {
            var writer = new PatternWriter(number, extra);
            if (writer.TryWrite(node, out text) && text.Length >= least && text.Length <= most)
            {
                return true;
            }
        }

        // Between two of the tries: the repeats may be cut to fit.
        for (var extra = 3; extra < 64; extra++)
        {
            if (new PatternWriter(number, extra).TryWrite(node, out text) && text.Length >= least && text.Length <= most)
            {
                return true;
            }
        }

        return false;
    }
}
