using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestra.Cli.Development;

/// <summary>Adds up what <c>dotnet test</c> says at its end.</summary>
internal sealed partial class TestTotals
{
    private readonly Lock _lock = new();
    private bool _inSummary;

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Whether the summary came: without it nobody knows what ran.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Looks at one line of output.</summary>
    public void Read(string line)
    {
        lock (_lock)
        {
            var plain = Escapes().Replace(line, "");
            if (plain.StartsWith("Test run summary:", StringComparison.Ordinal))
            {
                _inSummary = true;
            }
            else if (_inSummary && Count().Match(plain) is { Success: true } match)
            {
                var count = int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
                switch (match.Groups["what"].Value)
                {
                    case "failed":
                        Failed = count;
                        break;
                    case "succeeded":
                        Passed = count;
                        IsComplete = true;
                        break;
                }
            }
        }
    }

    /// <summary>Counts a check that is not one of the tests.</summary>
    public void Add(bool passed)
    {
        lock (_lock)
        {
            Passed += passed ? 1 : 0;
            Failed += passed ? 0 : 1;
        }
    }

    [GeneratedRegex(@"^\s*(?<what>failed|succeeded): (?<count>\d+)\s*$")]
    private static partial Regex Count();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
