namespace Orchestra.Api.Features.Reports.Junit;

/// <summary>One <c>testcase</c>.</summary>
internal sealed record JunitCase(string ClassName, string Name, double? DurationMs, JunitOutcome Outcome)
{
    /// <summary>Kind of failure or error, in a word that filters can use.</summary>
    public string Type { get; init; } = "";

    /// <summary>One line that says what was wrong.</summary>
    public string Message { get; init; } = "";

    /// <summary>Every violation with expected and actual.</summary>
    public string Text { get; init; } = "";

    /// <summary>What was done: a few short lines.</summary>
    public string Output { get; init; } = "";
}
