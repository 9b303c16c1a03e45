namespace Orchestra.Cli;

/// <summary>Every exit code of every verb; CI pipelines decide by them.</summary>
internal static class ExitCodes
{
    /// <summary>All passed.</summary>
    public const int Passed = 0;

    /// <summary>Something under test failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage, or a prerequisite is missing.</summary>
    public const int Usage = 2;

    /// <summary>An input file is bad.</summary>
    public const int BadInput = 3;

    /// <summary>The server cannot be reached.</summary>
    public const int Unreachable = 4;

    /// <summary>The run was broken, stuck or cancelled, or has no result yet.</summary>
    public const int Broken = 5;
}
