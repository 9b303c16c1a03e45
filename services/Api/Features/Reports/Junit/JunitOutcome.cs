namespace Orchestra.Api.Features.Reports.Junit;

/// <summary>What CI readers know of a test case.</summary>
internal enum JunitOutcome
{
    /// <summary>As expected.</summary>
    Passed,

    /// <summary>As expected, but not at once.</summary>
    Flaky,

    /// <summary>The SUT was wrong.</summary>
    Failure,

    /// <summary>It could not be judged.</summary>
    Error,

    /// <summary>Not run.</summary>
    Skipped,
}
